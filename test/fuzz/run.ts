import { parseArgs } from 'node:util'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { fileURLToPath } from 'node:url'
import { describeMachine, writePart } from '../faults/reliability.ts'
import { fuzz, type Fuzzed } from './fuzz.ts'

/**
 * `npm run fuzz [-- --cases N --seed S --from N]`. Writes its result into docs/reliability.md when it ran from the first case on, and ends
 * with 1 at a crash, or at a case that is not done after twenty seconds. The seed is printed first.
 */
interface Job {
  seed: number
  from: number
  cases: number
  /** The number of the running case, as a sign of life. */
  at: SharedArrayBuffer
}

const patienceSeconds = 20

if (isMainThread) await main()
else work(workerData as Job)

function work({ seed, from, cases, at }: Job): void {
  const running = new Int32Array(at)
  parentPort!.postMessage(fuzz({ seed, from, cases, began: (number) => Atomics.store(running, 0, number) }))
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' }, from: { type: 'string', default: '0' }, threads: { type: 'string', default: '2' } } })
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
  const [cases, from, threads] = [Number(values.cases), Number(values.from), Math.min(Number(values.threads), Number(values.cases))]
  process.stdout.write(`Seed ${seed}: ${cases} cases from ${from} on.\n`)
  const begun = performance.now()
  const share = Math.ceil(cases / threads)
  const jobs = Array.from({ length: threads }, (_, i) => ({ seed, from: from + i * share, cases: Math.min(share, cases - i * share), at: new SharedArrayBuffer(4) }))
  const results = await Promise.all(jobs.map(runJob))
  const total = add(results)
  for (const { target, number, error } of total.crashes) process.stdout.write(`CRASH ${target}: ${error} (--seed ${seed} --from ${number} --cases 1)\n`)
  const minutes = (performance.now() - begun) / 60_000
  process.stdout.write(`${total.cases} cases, ${total.crashes.length} crashes, 0 hangs, ${minutes.toFixed(1)} minutes.\n`)
  if (from === 0) writePart('fuzz', 'Changed objects given to the parsers', toText(total, seed, minutes))
  process.exitCode = total.crashes.length === 0 ? 0 : 1
}

function runJob(job: Job): Promise<Fuzzed> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: job })
  const running = new Int32Array(job.at)
  return new Promise((done, failed) => {
    let before = -1
    const watch = setInterval(() => {
      const now = Atomics.load(running, 0)
      if (now !== before) return void (before = now)
      process.stdout.write(`HANG (--seed ${job.seed} --from ${now} --cases 1)\n`)
      process.exit(1)
    }, patienceSeconds * 1_000)
    worker.on('message', (result: Fuzzed) => {
      clearInterval(watch)
      done(result)
    })
    worker.on('error', failed)
  })
}

function add(results: readonly Fuzzed[]): Fuzzed {
  const counts: Fuzzed['counts'] = {}
  for (const result of results) {
    for (const [name, { refused, taken }] of Object.entries(result.counts)) {
      const count = (counts[name] ??= { refused: 0, taken: 0 })
      count.refused += refused
      count.taken += taken
    }
  }
  return { cases: results.reduce((sum, { cases }) => sum + cases, 0), counts, crashes: results.flatMap(({ crashes }) => crashes) }
}

function toText({ cases, counts, crashes }: Fuzzed, seed: number, minutes: number): string {
  return `\`npm run fuzz -- --cases ${cases}\` of ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, seed ${seed}, ${minutes.toFixed(1)} minutes, on ${describeMachine()}:
**${cases.toLocaleString('en')} cases, ${crashes.length} crashes, 0 hangs.** A case is a valid object with one to four changes. Refused: with an error that the parser is documented to throw. Read:
the change left something that can be read; for bundles and notes that is one whose signatures and digests still hold, for entries one whose findings were listed.

| what is read | refused | read |
| --- | --- | --- |
${Object.entries(counts).map(([name, { refused, taken }]) => `| ${name} | ${refused.toLocaleString('en')} | ${taken.toLocaleString('en')} |`).join('\n')}
`
}
