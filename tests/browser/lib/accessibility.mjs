// Accessibility: what axe finds against WCAG 2.2 AA, in words that say what to mend.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong on the page, one line per rule. Empty is good. */
export async function findings(page, { within } = {}) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    ([within, rules]) => axe.run(within ?? document, { runOnly: { type: 'tag', values: rules } }),
    [within, RULES],
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** Fails with everything that axe finds. */
export async function assertAccessible(page, options) {
  const found = await findings(page, options);
  if (found.length > 0) throw new Error(`not accessible:\n  ${found.join('\n  ')}`);
}
