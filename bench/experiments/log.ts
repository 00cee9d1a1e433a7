import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toRange } from '../ledger/sample.ts'
import { printMachine } from '../machine.ts'
import { createPlace } from './place.ts'
import { startOurs, startTheirs, type Server } from './servers.ts'

/**
 * One client that logs as fast as it is answered, over one connection that stays: single metrics, batches of a thousand rows, and whole runs of 20
 * parameters and 20 metrics from beginning to end; beside MLflow's own server on SQLite in turns, where PYTHON has mlflow. Every answer means that it is on the disk.
 *
 *   npx node bench/experiments/log.ts [seconds] [rounds]
 */
const seconds = Number(process.argv[2] ?? 3)
const rounds = Number(process.argv[3] ?? 3)
printMachine('experiments/log.ts', seconds, rounds)

type Post = (path: string, body: object) => Promise<Record<string, unknown>>
interface Act {
  name: string
  /** Of what a second has so many. */
  unit: string
  /** Gives back how much of the unit one call was. */
  once(post: Post, run: string, at: number): Promise<number>
}

const pairs = (name: string) => Array.from({ length: 20 }, (_, at) => ({ key: `${name}_${at}`, value: String(at) }))
const acts: Act[] = [
  {
    name: 'log_metric',
    unit: 'metrics',
    async once(post, run, at) {
      await post('runs/log-metric', { run_id: run, key: 'loss', value: 1 / (at + 1), timestamp: 1_700_000_000_000 + at, step: at })
      return 1
    },
  },
  {
    name: 'log_batch of 1,000',
    unit: 'rows',
    async once(post, run, at) {
      await post('runs/log-batch', { run_id: run, metrics: Array.from({ length: 1000 }, (_, n) => ({ key: `m_${n % 10}`, value: n, timestamp: 1_700_000_000_000 + at, step: at * 100 + Math.floor(n / 10) })) })
      return 1000
    },
  },
  {
    name: 'whole runs',
    unit: 'runs',
    async once(post, _run, at) {
      const run = await begin(post, `run ${at}`)
      await post('runs/log-batch', { run_id: run, params: pairs('p'), metrics: pairs('m').map(({ key, value }) => ({ key, value: Number(value), timestamp: 1_700_000_000_000, step: 0 })) })
      await post('runs/update', { run_id: run, status: 'FINISHED', end_time: 1_700_000_100_000 })
      return 1
    },
  },
]

async function begin(post: Post, name: string): Promise<string> {
  const { run } = (await post('runs/create', { experiment_id: '0', run_name: name, start_time: 1_700_000_000_000 })) as { run: { info: { run_id: string } } }
  return run.info.run_id
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const postTo = ({ address }: Server): Post => (path, body) =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const sent = request(`${address}/api/2.0/mlflow/${path}`, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } }, (response) => {
      let answer = ''
      response.setEncoding('utf8').on('data', (part: string) => (answer += part))
      response.on('end', () => (response.statusCode === 200 ? resolve(JSON.parse(answer) as Record<string, unknown>) : reject(new Error(`${path}: ${response.statusCode} ${answer}`))))
    })
    sent.on('error', reject)
    sent.end(text)
  })

async function rateOf(server: Server, act: Act): Promise<number> {
  const post = postTo(server)
  const run = await begin(post, act.name)
  const begun = performance.now()
  let [done, at] = [0, 0]
  while (performance.now() - begun < seconds * 1000) done += await act.once(post, run, at++)
  return (done / (performance.now() - begun)) * 1000
}

const folder = mkdtempSync(join(tmpdir(), 'bench-mlflow-'))
const place = await createPlace()
const ours = await startOurs(place)
const theirs = await startTheirs(folder)
try {
  console.log(theirs ? `${ours.name} beside ${theirs.name}, SQLite` : 'MLflow is not installed for this Python: Countersign alone.')
  console.log(`${seconds} s each, ${rounds} rounds in turns; medians [lowest–highest]\n\n| a second | ${ours.name} | ${theirs?.name ?? '–'} | times |\n| --- | --- | --- | --- |`)
  for (const act of acts) {
    const taken: { mine: number; other: number | null }[] = []
    for (let round = 0; round < rounds; round++) taken.push({ mine: await rateOf(ours, act), other: theirs ? await rateOf(theirs, act) : null })
    const others = taken.flatMap(({ other }) => other ?? [])
    const ratios = taken.flatMap(({ mine, other }) => (other === null ? [] : [mine / other]))
    console.log(`| ${act.name}, ${act.unit} | ${toRange(taken.map(({ mine }) => mine), 0)} | ${others.length > 0 ? toRange(others, 0) : '–'} | ${ratios.length > 0 ? toRange(ratios, 1) : '–'} |`)
  }
} finally {
  agent.destroy()
  await Promise.all([ours.end(), theirs?.end()])
  rmSync(folder, { recursive: true, force: true })
  place.end()
}
