import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { author, createPlace, prepareTemplate, removePlaces } from '../support/cli.ts'

let template: Awaited<ReturnType<typeof prepareTemplate>>
beforeAll(async () => {
  template = await prepareTemplate()
})
afterAll(removePlaces)

const file = (name: string) => fileURLToPath(new URL(`../fixtures/data/${name}.csv`, import.meta.url))

test('a drift check by the command line: windows by month, limits from a file, exit code 1 where it fails, computed again the same', async () => {
  const place = createPlace(template.root)
  const here = ['--workspace', 'workspace', '--as', author, '--json']
  writeFileSync(join(place.root, 'limits.yaml'), 'psi: { max: 0.25, warn: { max: 0.1 } }\nks_statistic: { max: 0.2, source: model plan }\n')
  const files = ['--data', file('california-housing-production'), '--reference', file('california-housing-reference')]
  const options = ['--except', 'id', '--time', 'timestamp', '--window', 'month', '--label', 'clf_target', '--prediction', 'y_pred_proba', '--limits', 'limits.yaml']
  const run = await place.run(['check', 'drift', '--version', template.version, ...files, ...options, ...here])
  expect(run, run.stderr).toMatchObject({ code: 1 })
  const shown = JSON.parse(run.stdout) as { check: string; verdict: string; windows: { key: string }[]; columns: { name: string; role: string }[]; metrics: { name: string; threshold: { source: string } }[] }
  expect([shown.verdict, shown.windows.length, shown.windows[0]!.key]).toEqual(['fail', 12, '2021-06'])
  expect(shown.columns.map(({ name, role }) => `${name} ${role}`)).toEqual(['MedInc feature', 'HouseAge feature', 'clf_target label', 'y_pred_proba prediction', 'y_pred feature'])
  expect([...new Set(shown.metrics.map(({ name, threshold }) => `${name}: ${threshold.source}`))]).toEqual(['psi: limits.yaml', 'ks_statistic: model plan', 'drifted_columns: fewer than 0.5 of 5 judged columns'])
  const again = await place.run(['check', 'recompute', shown.check, '--file', `data=${files[1]}`, `reference=${files[3]}`, ...here])
  expect(JSON.parse(again.stdout)).toEqual({ id: shown.check, same: true, differences: [] })
  const text = await place.run(['check', 'show', shown.check, ...here.slice(0, 4)])
  expect(text.stdout).toMatch(/y_pred_proba \(prediction drift\) +1\.42\d\d fail/)
  const refused = await place.run(['check', 'drift', '--version', template.version, '--data', file('california-housing-production'), ...here])
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'BAD_INPUT', message: expect.stringContaining('Say what the reference is') as string } })
})
