import { insertRun, person, type Place } from './place.ts'

/** Beside `auc`, which every run has. */
const columns = 300
const dense = 1000

/** One experiment of many runs: of 300 columns the newest thousand runs have all, the others 30 each. One more run comes from the app. */
export function fillWithRuns({ fill, workspace }: Place, runs: number): void {
  const begun = performance.now()
  workspace.experiments.start({ person: person.email, source: 'app', client: null }, { experiment: '0', name: 'first' })
  const names = Array.from({ length: columns }, (_, at) => `${at % 3 === 0 ? 'param' : 'metric'}_${at}`)
  fill((rows) => {
    let seed = 1
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    for (let at = 0; at < runs; at++) {
      const no = insertRun(rows, at.toString(16).padStart(32, '0'), 1_700_000_000_000 + at * 1000)
      const mine = at >= runs - dense ? names : Array.from({ length: 29 }, (_, n) => names[(at * 7 + n * 10) % columns]!)
      rows.addPoint(no, { key: 'auc', value: random(), step: 0, atMs: 1 })
      for (const name of mine) {
        if (name.startsWith('param')) rows.setParameter(no, name, String(Math.floor(random() * 20)))
        else rows.addPoint(no, { key: name, value: random(), step: 0, atMs: 1 })
      }
    }
  })
  console.log(`${runs} runs, ${columns + 1} columns; built in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
}
