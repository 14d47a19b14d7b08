// What an interval hangs on: a bar per input around the middle, from what its low end gives to what its high end gives.
import type { WhyRow } from "../types";
import { number, step } from "../words";
import { HAIR, INK, INK2, scale, Svg, Text, ticks } from "./draw";

const LETTER = 6.4, LINE = 16; // pixels of a bold letter, of a line
export const rounded = (v: number): string => number(v, Math.max(step(0, Math.abs(v)), 10), true);
/** What comes out at both ends of an input, around the middle of the effect. */
export const ends = (r: WhyRow, median: number): { low: number; high: number } => ({ low: median - r.size, high: median + r.size });
function lines(words: string, most: number): string[] {
  const made: string[] = [];
  for (const word of words.split(" ")) {
    const last = made[made.length - 1];
    if (last !== undefined && last.length + word.length < most) made[made.length - 1] = `${last} ${word}`; else made.push(word);
  }
  return made;
}
export function Tornado({ rows, median, width, title, desc }: { rows: WhyRow[]; median: number; width: number; title: string; desc: string }) {
  const narrow = width < 560, names = rows.map((r, i) => lines(`${i + 1}. ${r.input}`, Math.floor(width / LETTER)));
  const tall = Math.max(...names.map((n) => n.length)) * LINE + (narrow ? 58 : 42), bottom = 28, height = rows.length * tall + bottom;
  const all = rows.flatMap((r) => Object.values(ends(r, median))), least = Math.min(...all, 0), most = Math.max(...all, 0), gap = narrow ? 26 : Math.min(150, width * 0.26);
  const x = scale([least, most], [gap, width - gap]);
  return (
    <Svg width={width} height={height} title={title} desc={desc} name="tornado">
      {ticks(most, least, narrow ? 3 : 5).map((v) => <g key={v}><path d={`M${x(v)} 0V${height - bottom + 4}`} stroke={v === 0 ? INK2 : HAIR} /><Text x={x(v)} y={height - 8} anchor="middle">{number(v, 100, true)}</Text></g>)}
      {rows.map((r, i) => {
        const at = ends(r, median), left = Math.min(at.low, at.high), right = Math.max(at.low, at.high), own = names[i] as string[];
        const y = i * tall + own.length * LINE, words = at.low < at.high ? [r.low, r.high] : [r.high, r.low];
        return (
          <g key={r.input}>
            {own.map((line, k) => <Text key={k} x={0} y={i * tall + 14 + k * LINE} fill={INK} bold halo>{line}</Text>)}
            <rect x={x(left)} y={y + 7} width={Math.max(x(median) - x(left), 0)} height={20} fill="#8795A0" />
            <rect x={x(median)} y={y + 7} width={Math.max(x(right) - x(median), 0)} height={20} fill={INK2} />
            <path d={`M${x(median)} ${y + 4}v26`} stroke={INK} stroke-width="2.500" />
            <Text x={narrow ? 0 : x(left) - 6} y={y + (narrow ? 43 : 22)} anchor={narrow ? "start" : "end"} halo>{words[0]}</Text>
            <Text x={narrow ? width : x(right) + 6} y={y + (narrow ? 43 : 22)} anchor={narrow ? "end" : "start"} halo>{words[1]}</Text>
          </g>
        );
      })}
    </Svg>
  );
}
