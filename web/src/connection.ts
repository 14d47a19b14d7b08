// One WebSocket: the newest question wins, one line is under way at a time, and a lost connection comes back by itself.
import type { Question } from "./types";

export type Told = { id: number; kind: string } & Record<string, unknown>;
export type Hear = (told: Told) => void;
const WAITS = [500, 1000, 2000, 4000, 8000];

export class Connection {
  private socket: WebSocket | null = null;
  private id = 0;
  private waiting: { q: Question; rest: boolean } | null = null;
  private last: { q: Question; rest: boolean } | null = null;
  private underWay = false;
  private tries = 0;
  private timer = 0;
  sent = new Map<number, number>();

  constructor(private address: string, private hear: Hear, private state: (open: boolean) => void) { this.open(); }

  /** Ask; while a line is under way only the newest question waits. Returns nothing: answers come to `hear`. */
  ask(q: Question, rest: boolean): void {
    this.last = { q, rest };
    if (this.socket?.readyState !== WebSocket.OPEN || (this.underWay && !rest)) { this.waiting = { q, rest }; return; }
    this.waiting = null;
    this.underWay = true;
    this.id += 1;
    this.sent.set(this.id, performance.now());
    const { beside, ...others } = q;
    this.socket.send(JSON.stringify({ kind: "ask", id: this.id, rest, question: beside ? { ...others, beside } : others }));
  }
  get current(): number { return this.id; }
  again(): void { window.clearTimeout(this.timer); this.tries = 0; this.socket?.close(); this.open(); }

  private open(): void {
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.onopen = () => {
      this.tries = 0; this.underWay = false; this.state(true);
      const next = this.waiting ?? this.last;
      if (next) this.ask(next.q, true);
    };
    socket.onmessage = (event) => {
      const told = JSON.parse(event.data as string) as Told;
      if (told.kind === "line" || told.kind === "error") {
        this.underWay = false;
        const next = this.waiting;
        if (next) this.ask(next.q, next.rest);
      }
      this.hear(told);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.underWay = false; this.state(false);
      this.timer = window.setTimeout(() => this.open(), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
    };
  }
}
