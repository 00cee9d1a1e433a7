import { toRange } from '../ledger/sample.ts'
import { printMachine } from '../machine.ts'
import { createPlace, person } from './place.ts'

/**
 * Finishing a run of very many points: every point read, written as CSV, hashed, and on the disk before the entry that names it; beside reading the same
 * rows and nothing more.
 *
 *   npx node bench/experiments/seal.ts [rows] [rounds] [metrics]
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)
const metrics = Number(process.argv[4] ?? 20)
printMachine('experiments/seal.ts', rows, rounds, metrics)
const { workspace, fill, end } = await createPlace()
try {
  const { experiments } = workspace
  const times: { seal: number; processor: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const { id } = experiments.start({ person: person.email, source: 'app', client: null }, { experiment: '0', name: `run ${round}` })
    fill((held) => {
      const { no } = held.find(id)!
      for (let at = 0; at < rows; at++) held.addPoint(no, { key: `metric_${at % metrics}`, value: Math.sin(at + round) * 1000, step: Math.floor(at / metrics), atMs: 1_700_000_000_000 + at })
    })
    const [begun, before] = [performance.now(), process.cpuUsage()]
    const { latest } = await experiments.finish(person.email, id)
    const { user, system } = process.cpuUsage(before)
    times.push({ seal: (performance.now() - begun) / 1000, processor: (user + system) / 1_000_000 })
    if (latest.length !== metrics) throw new Error(`${latest.length} metrics were sealed`)
  }
  console.log(`${rows} points of ${metrics} metrics, ${rounds} runs; seconds, medians [lowest–highest]\n`)
  console.log(`| sealing | by the clock | processor |\n| --- | --- | --- |\n| ${rows} points | ${toRange(times.map(({ seal }) => seal))} | ${toRange(times.map(({ processor }) => processor))} |`)
} finally {
  end()
}
