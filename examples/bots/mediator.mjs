#!/usr/bin/env node
// A seat played by a Node script: once a turn it offers a pledge of its own, it signs what beats its prospects
// without an agreement, and otherwise it stays calm.
// Try it:  accord run --games 1 --seats "gulf=cmd:examples/bots/mediator.mjs,others=greedy"

import { createInterface } from "node:readline";

let offered = 0; // the turn of its last offer
const CALM = ["accept", "silence", "attend", "stay", "order hold", "card none", "pass", "abandon"];

function choose({ legal, view }) {
  const can = (line) => legal.includes(line);
  const worth = view.own.worth;
  const agreementIsBetter = 100 * 100 * worth.points > worth.best * worth.no_deal;
  if (can("sign")) return agreementIsBetter ? "sign" : "refuse";
  if (can("propose") && offered !== view.turn) {
    offered = view.turn;
    return "propose";
  }
  if (can("send")) return "send"; // one clause is enough
  const pledges = legal.filter((line) => line.startsWith(`pledge ${view.seat} `));
  if (pledges.length > 0) return pledges[view.turn % pledges.length];
  return CALM.find(can) ?? legal[0];
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (question.type === "over") break;
  if (question.type !== "decide") continue; // hello
  const play = choose(question);
  console.log(JSON.stringify({ number: question.number, play }));
}
