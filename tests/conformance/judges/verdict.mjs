// What the judges in node share: one JSON line an edition on standard output, as judge.py reads it.

const editions = process.argv.slice(2);

// A judge's own chatter is no verdict, and must not stand among them.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

/** Asks about each edition in turn. One that makes the judge fall over is a finding; the next are still judged. */
export async function judgeEach(findingsOf) {
  for (const edition of editions) {
    let findings;
    try {
      findings = await findingsOf(edition);
    } catch (error) {
      findings = [{ rule: 'fell-over', message: String(error?.stack ?? error) }];
    }
    write(`${JSON.stringify({ edition, findings })}\n`);
  }
}
