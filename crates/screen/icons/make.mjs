// Writes apps/static/icons.css: each Lucide icon as a CSS mask, so that it takes the text's colour and needs no request.
// Usage: npm install lucide-static@1.62.0 somewhere, then: node crates/screen/icons/make.mjs somewhere/node_modules
import fs from 'node:fs';

const names = `activity arrow-left arrow-right armchair battery-medium bluetooth bluetooth-searching book-open brush-cleaning
calendar-plus chart-line check chevron-down chevron-left chevron-right circle-check circle-help circle-stop clock copy download
ellipsis-vertical eye eye-off file-text glasses hand heart-pulse history house info key-round languages leaf link-2 list lock log-in
log-out maximize message-circle message-circle-question-mark moon move pause pen-line play plus qr-code rectangle-goggles refresh-cw
rotate-ccw route search settings shield-check signal signal-low signal-medium smile sun sunset table-2 timer trash-2 trees triangle-alert undo-2 unplug
user users volume-1 volume-2 waves wifi-off wind wrench x zap`.split(/\s+/);

const from = process.argv[2];
if (!from) throw new Error('name the node_modules folder that holds lucide-static');
const root = new URL('../../../', import.meta.url).pathname;
const encode = svg => encodeURIComponent(svg)
  .replace(/%20/g, ' ').replace(/%22/g, "'").replace(/%3D/g, '=').replace(/%2F/g, '/').replace(/%3A/g, ':').replace(/%2C/g, ',');
let css = '/* Lucide icons (ISC licence, icons-LICENSE.txt) as masks, written by crates/screen/icons/make.mjs. Use: <span class="icon i-sun" aria-hidden="true"></span> */\n';
for (const name of names) {
  const file = `${from}/lucide-static/icons/${name}.svg`;
  if (!fs.existsSync(file)) { console.error('Lucide has no', name); continue; }
  const inner = fs.readFileSync(file, 'utf8').replace(/<!--.*?-->/gs, '').replace(/^[^]*?<svg[^>]*>/, '').replace('</svg>', '')
    .replace(/\s+/g, ' ').replace(/> </g, '><').replace(/ \/>/g, '/>').trim();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`;
  css += `.i-${name}{--icon:url("data:image/svg+xml,${encode(svg)}")}\n`;
}
fs.writeFileSync(`${root}apps/static/icons.css`, css);
console.log(names.length, 'icons,', css.length, 'bytes');
