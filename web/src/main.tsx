// The beginning: the language of the link or the browser, the catalogue in it, and the page.
import { render } from "preact";
import { App } from "./App";
import "./style.css";
import type { Catalogue, Question } from "./types";
import { LANGUAGES, link, ofLink, remember } from "./question";
import { speak, t } from "./words";
import { catalogueOf } from "./source";

const room = document.getElementById("lab") as HTMLElement;
const asked = new URLSearchParams(location.search).get("l") ?? "";
const own = navigator.language.startsWith("nl") ? "nl" : "en";

async function begin(lang: string, q?: Question): Promise<void> {
  let found: Catalogue;
  try {
    found = await catalogueOf(lang);
  } catch {
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.className = "wrap";
    message.textContent = lang === "nl" ? "Geen verbinding met de rekenserver. Laad de pagina opnieuw." : "No connection with the server. Load the page again.";
    room.replaceChildren(message);
    return;
  }
  speak(found.words, lang);
  document.documentElement.lang = lang;
  document.title = t("lab.title");
  const opened = ofLink(q ? link(q, "") : location.search, found, lang);
  if (asked && !LANGUAGES.includes(asked) && !q) opened.wrong.push({ found: asked, place: "l", expected: LANGUAGES.join(", ") });
  opened.question.lang = lang;
  render(<App key={lang} cat={found} opened={opened} language={(to, next) => { remember(link({ ...next, lang: to }, "") + location.hash, false); void begin(to, { ...next, lang: to }); }} />, room);
}
void begin(LANGUAGES.includes(asked) ? asked : own);
