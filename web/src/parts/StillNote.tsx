// What a page without a server says of itself: what is computed, what is read from the surface, and how far that is off.
import { useEffect, useState } from "preact/hooks";
import { beside } from "../source";
import type { SurfaceData } from "../surface";
import { number, t } from "../words";

export function StillNote({ moved, reading }: { moved: boolean; reading: string }) {
  const [data, setData] = useState<SurfaceData | null>(null);
  useEffect(() => { beside<SurfaceData>("surface").then(setData, () => setData(null)); }, []);
  const miss = data?.error.readings[reading];
  if (!data || !miss) return null;
  const size = reading === "tightness" ? 0.01 : 10;
  const off = { tried: data.error.tried, reading: t(`lab.reading.${reading}`), typical: number(miss.median, size), most: number(miss.median_most, size), ends: number(miss.ends_most, size) };
  return (
    <div class="note" data-still data-most={miss.median_most}>
      <p>{t(moved ? "lab.still.moved" : "lab.still.here")}</p>
      <details><summary>{t("lab.still.how")}</summary><p>{t("lab.still.error", off)} {t("lab.still.ends", off)}</p><p>{t("lab.still.scope")}</p></details>
    </div>
  );
}
