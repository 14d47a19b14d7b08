// What is made on request and takes a while: the brief as PDF and the agenda as a zip. A newer question calls it back.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Question } from "../types";
import { forApi } from "../question";
import { saved } from "../files";
import { t } from "../words";

interface Kind { path: string; label: string; name: string; type: string }
const KINDS: Kind[] = [
  { path: "brief.pdf", label: "lab.brief_pdf", name: "krapte-brief.pdf", type: "application/pdf" },
  { path: "agenda.zip", label: "lab.agenda_zip", name: "krapte-agenda.zip", type: "application/zip" },
];
type State = { kind: "idle" | "making" | "made" } | { kind: "failed"; words: string };
export function Papers({ q }: { q: Question }) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const call = useRef<AbortController | null>(null);
  const key = `${forApi(q)}&l=${q.lang}`;
  useEffect(() => { setState({ kind: "idle" }); return () => call.current?.abort(); }, [key]);
  const make = async (kind: Kind): Promise<void> => {
    call.current?.abort();
    const own = new AbortController();
    call.current = own;
    setState({ kind: "making" });
    try {
      const found = await fetch(`api/v1/${kind.path}?${key}`, { signal: own.signal });
      if (!found.ok) { const told = (await found.json()) as { error?: { message?: string } }; setState({ kind: "failed", words: told.error?.message ?? String(found.status) }); return; }
      const name = /filename="([^"]+)"/.exec(found.headers.get("content-disposition") ?? "")?.[1] ?? kind.name;
      saved(name, await found.blob(), kind.type);
      setState({ kind: "made" });
    } catch { if (!own.signal.aborted) setState({ kind: "failed", words: t("lab.went_wrong") }); }
  };
  return (
    <div class="papers">
      <p class="row">{KINDS.map((kind, i) => <button key={kind.path} type="button" class={i ? "btn" : "btn ink"} disabled={state.kind === "making"} data-paper={kind.path} onClick={() => void make(kind)}>{t(kind.label)}</button>)}</p>
      <p class="note" role="status" data-papers={state.kind}>{state.kind === "making" ? t("lab.making") : state.kind === "made" ? t("lab.made") : ""}</p>
      {state.kind === "failed" && <p class="msg bad" role="alert">{state.words}</p>}
    </div>
  );
}
