"""How doses move the parameters of one draw in one year.

    set  ->  times exp(sum of dose x ln factor)  ->  plus sum of dose x amount  ->  cap

The sums run over the measures in the order of their ids. Where nothing moves a parameter, it comes out bit
for bit as it went in, whether or not measures are loaded; a dose of zero still has a slope.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax import Array, lax

from krapte.measures.effects import Effects


@jax.custom_jvp
def _shift(value: Array, log_factor: Array, amount: Array) -> Array:
    """value x exp(log_factor) + amount, and the value itself (its sign of zero too) where both are zero."""
    scaled = jnp.where(log_factor == 0, value, value * jnp.exp(log_factor))
    return jnp.where(amount == 0, scaled, scaled + amount)


@_shift.defjvp
def _shift_jvp(primals: tuple[Array, ...], tangents: tuple[Array, ...]) -> tuple[Array, Array]:
    # Written out, because differentiating through where() would lose the slope at a dose of zero.
    value, log_factor, amount = primals
    of_value, of_log, of_amount = tangents
    slope = jnp.exp(log_factor) * (of_value + value * of_log) + of_amount
    return _shift(value, log_factor, amount), slope


def apply(parameters: Array, dose: Array, effects: Effects[Array]) -> Array:
    """Parameters ``[..., P]`` after doses ``[..., 32]``; ``effects`` is the table of one draw (``[32, P]`` each).

    The years of a run can be the leading axis: all are worked out at once.
    """
    active = (dose > 0).astype(parameters.dtype)
    on = active @ effects.set_on > 0
    wanted = active @ (effects.set_on * effects.set_value)  # one measure at most sets a parameter
    value = jnp.where(on, wanted, parameters)
    value = _shift(value, dose @ effects.ln_factor, dose @ effects.add)

    def lower(limit: Array, of_measure: tuple[Array, Array]) -> tuple[Array, None]:
        at_work, cap = of_measure
        return jnp.where(at_work[..., None] > 0, jnp.minimum(limit, cap), limit), None

    none = jnp.full(value.shape, jnp.inf)
    limit, _ = lax.scan(lower, none, (jnp.moveaxis(active, -1, 0), effects.cap))
    return jnp.where(value > limit, limit, value)
