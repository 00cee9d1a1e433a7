import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createExample } from '../../../electron/core/example.ts'
import { openWorkspace, type Machine } from '../../../electron/core/workspace.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { nodePrograms } from '../../../electron/platform/programs.ts'
import { countsInWords } from '../../../shared/control-words.ts'
import { quickSealing } from '../../support/sealing.ts'
import { quiet } from '../../support/world.ts'

it('evaluates the example as it ships: what manifest, data and one fairness check are enough for, and what they are not', async () => {
  const root = mkdtempSync(join(tmpdir(), 'example-'))
  const machine: Machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, sealing: quickSealing, version: 'test' }
  const { dir } = await createExample(join(root, 'german-credit'), machine, quiet)
  const workspace = openWorkspace(dir, machine)
  try {
    const { frameworks } = workspace
    expect(Object.fromEntries(frameworks.status('credit-lr@1').frameworks.map(({ id, counts }) => [id, countsInWords(counts)]))).toEqual({
      'eu-ai-act': '1 missing, 3 partial',
      'eu-ai-act-annex-iv': 'no control applies',
      'eu-ai-act-annex-viii': 'no control applies',
      'nist-ai-rmf': '64 missing, 4 partial, 1 satisfied',
      'nist-ai-600-1': 'no control applies',
      'us-mrm': '21 missing, 3 partial',
      'nyc-ll144': 'no control applies',
      '21-cfr-part-11': '16 missing, 2 partial, 1 ready for review, 2 satisfied',
      'alcoa-plus': '8 missing, 2 partial',
      'osfi-e23': '13 missing, 4 partial',
      'pra-ss1-23': '20 missing, 3 partial',
      'iso-42001': '34 missing, 4 partial',
      'ai-verify': '52 missing, 8 partial, 1 satisfied',
      'fda-pccp': 'no control applies',
      'eu-gmp-annex-22': 'no control applies',
    })
    const satisfied = frameworks.scope().frameworks.flatMap((id) => frameworks.controls('credit-lr@1', id).controls.filter(({ status }) => status === 'satisfied'))
    expect(satisfied.map(({ id, evidence }) => `${id}: ${evidence.map((one) => one.id).join(', ')}`)).toEqual([
      'RMF.MEASURE-2.11: C-13',
      'P11.11.10H: german-credit@1, german-predictions@1',
      'P11.11.100A: author@countersign.example, reviewer@countersign.example, approver@countersign.example',
      'AIV.7.2: C-13',
    ])
  } finally {
    workspace.close()
    rmSync(root, { recursive: true, force: true })
  }
}, 60_000)
