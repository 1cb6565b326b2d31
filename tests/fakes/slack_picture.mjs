// Draws messages or a modal with npm's `slack-blocks-to-jsx`, and writes a page. Reads one JSON object from stdin.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const told = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${told.modules}/`);
const { createElement } = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const { Message } = require("slack-blocks-to-jsx");
const css = readFileSync(require.resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");

const OURS = "Groundwork";

function face(name) {
  const color = name === OURS ? "#1f5f5b" : "#7a5c9e";
  const drawn =
    `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="8" fill="${color}"/>` +
    `<text x="18" y="24" text-anchor="middle" font-family="sans-serif" font-size="16" fill="white">${name[0] ?? ""}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}

function drawn({ name, text, blocks }, n) {
  const said = blocks ?? [{ type: "section", text: { type: "plain_text", text } }];
  const time = new Date(2026, 10, 27, 10, n);
  const message = createElement(Message, { blocks: said, logo: face(name), name, time });
  const kind = told.title ? "in-modal" : name === OURS ? "ours" : "persons";
  return `<div class="${kind}">${renderToStaticMarkup(message)}</div>`;
}

const style = `
  body { margin: 0; padding: 16px; width: 600px; background: #fff; }
  #drawn { font-family: "Noto Sans", "DejaVu Sans", sans-serif; }
  #drawn > div { margin-bottom: 12px; }
  #drawn.modal { border: 1px solid #ccc; border-radius: 8px; padding: 16px; }
  h1 { font-size: 18px; font-weight: 700; margin: 0 0 12px; }
  .persons .slack_blocks_to_jsx--header > :nth-child(2) { display: none; }
  .in-modal .slack_blocks_to_jsx--header, .in-modal .shrink-0:has(> img) { display: none !important; }
`;
const head = told.title ? `<h1>${told.title}</h1>` : "";
const body = told.messages.map(drawn).join("");
process.stdout.write(
  `<!doctype html><meta charset="utf-8"><style>${css}${style}</style>` +
    `<div id="drawn" class="${told.title ? "modal" : ""}">${head}${body}</div>`,
);
