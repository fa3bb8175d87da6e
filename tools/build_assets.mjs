// Builds what browsers load into build/assets/web: style sheets, fonts, icons, scripts.
//
// Usage: npm run build [-- --force]
//
// Everything third-party comes from node_modules and is never committed. Tabler is thinned to the classes
// that our templates, Python files and scripts mention, and put into a cascade layer of its own, so that the
// house's own rules always win without being more specific. Two style sheets: the workspace gets Tabler and
// the house; the public site gets the house alone, so that a first visit stays small. Nothing is done when
// no input has changed (a stamp holds their hash).
// Refuses to fetch anything, and to build a page that names an icon which does not exist.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const SOURCE = join(ROOT, "src", "khien");
const FRONT = join(SOURCE, "web", "front");
const OUT = join(process.env.KHIEN_ASSETS || join(ROOT, "build", "assets"));
const SERVED = join(OUT, "web");
const WEB = join(OUT, `.web-${process.pid}`); // built aside and swapped in whole: a running server never sees half
const STAMP = join(OUT, ".stamp");

const WEIGHTS = [400, 600];
const SUBSETS = ["latin-ext", "vietnamese", "latin"]; // a later face wins where ranges overlap: ă, đ, ơ, ư from the small one
const TARGET = ["chrome90", "firefox88", "safari14"]; // a six-year-old cheap phone
const EVERYWHERE = [/^htmx-/, "js", "is-invalid", "active", "show", "dialog", "details", "summary"];

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "__pycache__" || entry.name === "migrations" || entry.name === "locale") return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

function inputs() {
  const sources = walk(SOURCE).filter((path) => /\.(html|py|js|css|txt|svg)$/.test(path));
  const own = ["package-lock.json", "tools/build_assets.mjs"].map((path) => join(ROOT, path));
  return [...sources, ...own].sort();
}

function stampOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(relative(ROOT, file)).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

// ---- colours ------------------------------------------------------------------------------------------------
// Written as oklch (equal steps look equal), delivered as hex: all of ours lie inside sRGB and old phones
// know no oklch. Formula: Björn Ottosson, "A perceptual color space for image processing", 2020.
function hexOf(lightness, chroma, hue) {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const bytes = linear.map((x) => {
    const c = Math.min(1, Math.max(0, x));
    return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
  });
  return "#" + bytes.map((x) => x.toString(16).padStart(2, "0")).join("");
}

function lowered(css) {
  return css.replace(/oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)/g, (_, l, c, h) => hexOf(l / 100, +c, +h));
}

// ---- style sheets -------------------------------------------------------------------------------------------
function tokens() {
  // Each theme is written once and serves both the explicit choice (data-theme) and the system's wish.
  const part = (name) => readFileSync(join(FRONT, "css", "tokens", `${name}.css`), "utf8");
  const block = (selector, name) => `${selector}{${part(name)}}`;
  const unset = ":root:not([data-theme])";
  return lowered(
    [
      block(":root", "light"),
      block(":root[data-theme=dark]", "dark"),
      `@media (prefers-color-scheme: dark){${block(unset, "dark")}}`,
      block(":root[data-theme=contrast]", "contrast"),
      `@media (prefers-contrast: more){${block(unset, "contrast")}}`,
      `@media print{${block(":root:root:root", "light")}}`,
    ].join("\n"),
  );
}

function fontFaces() {
  mkdirSync(join(WEB, "fonts"), { recursive: true });
  const folder = join(MODULES, "@fontsource", "be-vietnam-pro");
  return WEIGHTS.flatMap((weight) => {
    const sheet = readFileSync(join(folder, `${weight}.css`), "utf8");
    return SUBSETS.map((subset) => {
      const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
      writeFileSync(join(WEB, "fonts", name), readFileSync(join(folder, "files", name)));
      const rule = sheet.slice(sheet.indexOf(`/* be-vietnam-pro-${subset}-${weight}-normal */`));
      const range = /unicode-range:\s*([^;]+);/.exec(rule)[1];
      return `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-weight:${weight};font-display:swap;src:url(fonts/${name}) format("woff2");unicode-range:${range}}`;
    });
  }).join("\n");
}

async function thinned(PurgeCSS, css, files) {
  const [result] = await new PurgeCSS().purge({
    content: files.map((path) => ({ raw: readFileSync(path, "utf8"), extension: "html" })),
    css: [{ raw: css }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) || [],
    safelist: { standard: EVERYWHERE },
    keyframes: true,
    variables: true,
  });
  return result.css;
}

function house(names) {
  return names.map((name) => readFileSync(join(FRONT, "css", `${name}.css`), "utf8")).join("\n");
}

function publicParts() {
  // public.css is the shell; public-home.css, public-material.css … are the parts of the site, in order of their names.
  return readdirSync(join(FRONT, "css"))
    .filter((name) => /^public(-[a-z]+)?\.css$/.test(name))
    .map((name) => name.slice(0, -4))
    .sort((a, b) => (a < b ? -1 : 1));
}

async function styleSheets(esbuild, PurgeCSS) {
  const tabler = readFileSync(join(MODULES, "@tabler", "core", "dist", "css", "tabler.css"), "utf8")
    .replace(/@charset "UTF-8";/, "")
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, "");
  const pages = walk(SOURCE).filter((path) => /\.(html|py|js)$/.test(path));
  const faces = fontFaces();
  const common = ["base", "components", "forms"];
  const sheets = {
    khien: [await thinned(PurgeCSS, tabler, pages), house([...common, "tables", "shell", "style", "print"])],
    public: ["", house(["ground", ...common, "tables", ...publicParts(), "style", "print"])],
  };
  for (const [name, [layer, own]] of Object.entries(sheets)) {
    const below = layer ? `@layer tabler{${layer}}` : "";
    const whole = `${faces}\n${tokens()}\n${below}\n${lowered(own)}`;
    const { code } = await esbuild.transform(whole, {
      loader: "css",
      minify: true,
      target: TARGET,
      legalComments: "none",
      logOverride: { "unsupported-css-nesting": "silent" },
    });
    writeFileSync(join(WEB, `${name}.css`), code);
  }
}

// ---- icons --------------------------------------------------------------------------------------------------
function iconNames() {
  const names = new Set();
  const listed = join(FRONT, "icons.txt");
  for (const line of readFileSync(listed, "utf8").split("\n")) {
    const name = line.replace(/#.*/, "").trim();
    if (name) names.add(name);
  }
  const patterns = {
    html: [/\{%\s*icon\s+"([a-z0-9-]+)"/g, /\bicon="([a-z0-9-]+)"/g],
    py: [/\bicon\s*(?::\s*str\s*)?=\s*"([a-z0-9-]+)"/g],
  };
  for (const path of walk(SOURCE)) {
    const text = readFileSync(path, "utf8");
    if (/^(from|import) wagtail/m.test(text)) continue; // its editor brings signs of its own
    for (const pattern of patterns[path.split(".").pop()] || []) {
      for (const match of text.matchAll(pattern)) names.add(match[1]);
    }
  }
  return [...names].sort();
}

function iconSprite() {
  const folder = join(MODULES, "@tabler", "icons", "icons", "outline");
  const names = iconNames();
  const missing = names.filter((name) => !existsSync(join(folder, `${name}.svg`)));
  if (missing.length) throw new Error(`no such icon in @tabler/icons: ${missing.join(", ")}`);
  const symbols = names.map((name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    const shapes = inner.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s+/g, " ").replace(/> </g, "><").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  writeFileSync(join(WEB, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  return names.length;
}

// ---- scripts ------------------------------------------------------------------------------------------------
async function scripts(esbuild) {
  await esbuild.build({
    entryPoints: [join(FRONT, "js", "khien.js"), join(FRONT, "js", "public.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    supported: { destructuring: true }, // Safari 14 has it but for one rare bug
    outdir: WEB,
    legalComments: "none",
    logLevel: "warning",
  });
}

function licences() {
  const packages = ["@tabler/core", "@tabler/icons", "@fontsource/be-vietnam-pro"];
  const texts = packages.map((name) => {
    const folder = join(MODULES, ...name.split("/"));
    const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = file ? readFileSync(join(folder, file), "utf8") : `Licence: ${license}`;
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  writeFileSync(join(WEB, "LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
}

function print(icons) {
  const files = ["khien.css", "public.css", "khien.js", "public.js", "icons.svg"];
  for (const name of files) {
    const bytes = readFileSync(join(WEB, name));
    const squeezed = brotliCompressSync(bytes).length;
    console.log(`${name.padEnd(12)} ${String(bytes.length).padStart(8)} bytes, ${squeezed} compressed`);
  }
  console.log(`${icons} icons`);
}

async function main() {
  if (!existsSync(join(MODULES, "@tabler", "core"))) {
    console.error("The packages are not installed: run npm ci first.");
    return 2;
  }
  const stamp = stampOf(inputs());
  const fresh = existsSync(SERVED) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp;
  if (fresh && !process.argv.includes("--force")) {
    console.log("Assets are up to date.");
    return 0;
  }
  const esbuild = await import("esbuild");
  const { PurgeCSS } = await import("purgecss");
  mkdirSync(WEB, { recursive: true });
  try {
    await styleSheets(esbuild, PurgeCSS);
    const icons = iconSprite();
    await scripts(esbuild);
    licences();
    print(icons);
    swapIn();
    writeFileSync(STAMP, stamp);
  } finally {
    rmSync(WEB, { recursive: true, force: true });
  }
  return 0;
}

function swapIn() {
  const old = `${WEB}-old`;
  if (existsSync(SERVED)) renameSync(SERVED, old);
  renameSync(WEB, SERVED);
  rmSync(old, { recursive: true, force: true });
}

process.exitCode = await main().catch((error) => {
  console.error(String(error.message || error));
  return 1;
});
