// Where texts and figures come from: the server, or, on a page without one, scripts beside the page that hold them.
import type { Card, Catalogue, Figure } from "./types";

const place = document.querySelector<HTMLMetaElement>('meta[name="krapte-still"]')?.content ?? "";
/** Whether this page has no server behind it. */
export const STILL = place !== "";
const asked = new Map<string, Promise<unknown>>();

export async function fetched<T>(address: string, signal?: AbortSignal): Promise<T> {
  const found = await fetch(address, signal ? { signal } : {});
  if (!found.ok) throw new Error(String(found.status));
  return (await found.json()) as T;
}
/** Data that a script puts on the page: a page opened from disk may not fetch files. */
export function beside<T>(name: string): Promise<T> {
  const known = asked.get(name);
  if (known) return known as Promise<T>;
  const made = new Promise<T>((done, fail) => {
    const script = document.createElement("script");
    script.src = `${place}${name}.js`;
    script.onload = () => done((self as unknown as { krapte: Record<string, T> }).krapte[name] as T);
    script.onerror = () => { asked.delete(name); fail(new Error(name)); };
    document.head.append(script);
  });
  asked.set(name, made);
  return made;
}
export const catalogueOf = (lang: string): Promise<Catalogue> => (STILL ? beside(`catalogue-${lang}`) : fetched(`api/v1/catalogue?lang=${lang}`));
export async function cardOf(id: string, lang: string): Promise<Card> {
  if (!STILL) return fetched(`api/v1/measures/${id}?lang=${lang}`);
  const found = (await beside<Record<string, Card>>(`cards-${lang}`))[id];
  if (!found) throw new Error(id);
  return found;
}
export async function figureOf(name: string): Promise<Figure> {
  if (!STILL) return fetched(`api/v1/figures/${encodeURIComponent(name)}`);
  const found = (await beside<Record<string, Figure>>("figures"))[name];
  if (!found) throw new Error(name);
  return found;
}
