// Waiting for something to come true; asked from outside, since our pages allow no code made from text.

/** Asks until `holds` is true of the answer, and gives that answer; after `timeout` ms it fails with the last one. */
export async function eventually(ask, holds, timeout = 30_000) {
  const until = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > until) throw new Error(`not within ${timeout} ms; the last answer was ${JSON.stringify(answer)?.slice(0, 600)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
