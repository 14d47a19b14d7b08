"""The page that the laboratory is timed beside: one slider and the path of vacancies, made with Streamlit.

It asks the same function for the same line as the laboratory while a hand drags, keeps the model between moves as
Streamlit's documentation advises, and shows the answer with Streamlit's own chart. ``benchmarks/lab.py`` starts it.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from krapte.lab import catalogue
from krapte.lab import package as packs
from krapte.lab.answers import Answers
from krapte.lab.question import Dose, Question

MEASURE = "p2"


@st.cache_resource
def answers() -> Answers:
    """The engine with its baseline and a whole answer to go on from, made once."""
    made = Answers()
    made.whole(Question(), made.sizes.quick, lambda *_: None)
    return made


measure = packs.measure(MEASURE)
low, high, usual = measure.dose.low, measure.dose.high, measure.dose.default
dose = st.slider(measure.title.en, low, high, usual, catalogue.step(low, high, usual))
line = answers().line(Question(doses={MEASURE: Dose(dose=dose)}), lambda *_: None)
paths = {name: line["lead"][name] for name in ("baseline", "package")}
st.line_chart(pd.DataFrame(paths, index=line["years"]))
