import { parseArgs } from 'node:util'
import { appendTogether, damageWal, fillUp, injectFaults, killAtRandom, whyNoStrace, type Outcome } from './campaign.ts'
import { describeMachine, listFindings, writePart } from './reliability.ts'

/**
 * The long form: `npm run faults [-- --kills N --wal N --processes N --appends N --full N]`. Writes its result into
 * docs/reliability.md and ends with 1 if an acknowledged entry was lost or anything was found.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    wal: { type: 'string', default: '300' },
    processes: { type: 'string', default: '3' },
    appends: { type: 'string', default: '1500' },
    full: { type: 'string', default: '20' },
  },
})

const begun = performance.now()
const outcomes: Outcome[] = []
async function run(campaign: () => Outcome | Promise<Outcome>): Promise<void> {
  const from = performance.now()
  const outcome = await campaign()
  outcomes.push(outcome)
  const { fault, runs, acknowledged, lost, findings } = outcome
  process.stdout.write(`${fault}: ${runs} runs, ${acknowledged} acknowledged, ${lost} lost, findings: ${listFindings(findings)} (${((performance.now() - from) / 1000).toFixed(0)} s)\n`)
}

await run(() => damageWal(Number(values.wal)))
await run(() => appendTogether(Number(values.processes), Number(values.appends)))
if (process.platform !== 'win32') await run(() => fillUp(Number(values.full)))
await run(() => killAtRandom(Number(values.kills)))
const reason = whyNoStrace()
if (reason) process.stdout.write(`Faults at system calls are not injected: ${reason}.\n`)
else await run(() => injectFaults())

const row = ({ fault, runs, ended, acknowledged, lost, findings, note }: Outcome) =>
  `| ${fault} | ${runs} | ${ended} | ${acknowledged} | ${lost} | ${listFindings(findings)} | ${note} |`
const text = `\`npm run faults\` of ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${((performance.now() - begun) / 60_000).toFixed(1)} minutes, on ${describeMachine()}.
After every run the whole ledger is verified at level \`full\`.

| fault | runs | died or gave up | entries acknowledged | of these lost | findings | |
| --- | --- | --- | --- | --- | --- | --- |
${outcomes.map(row).join('\n')}
${reason ? `\nFaults at system calls were not injected: ${reason}.\n` : ''}
A process "gives up" with a sentence (\`DISK_FULL\`, \`LEDGER_UNSAFE\`) and drops its connection; nothing is retried. In the row of the log each run is judged
twice: without the marks of this computer what is left must be a clean, shorter history; with them it must say \`ROLLED-BACK\`.`
writePart('faults', 'Faults', text)
process.exitCode = outcomes.some(({ lost, findings }) => lost > 0 || findings.length > 0) ? 1 : 0
