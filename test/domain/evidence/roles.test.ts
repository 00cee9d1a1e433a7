import { describe, expect, it } from 'vitest'
import { guessRoles } from '../../../electron/domain/evidence/roles.ts'

const column = (name: string, values: (string | null)[], type = 'VARCHAR') => ({ name, type, values })
const repeat = (values: (string | null)[], times: number) => Array.from({ length: times }, () => values).flat()

describe('guessed roles', () => {
  it('follow the names that the field uses, where the values fit', () => {
    const columns = [
      column('row_id', repeat(['1', '2'], 20)),
      column('y_true', repeat(['0', '1'], 20)),
      column('y_pred', repeat(['1', '0'], 20)),
      column('Probability', ['0.1', '0.2', '0.3', null]),
      column('Gender', repeat(['f', 'm'], 20)),
      column('amount', ['10', '20', '30']),
    ]
    expect(guessRoles(columns)).toEqual(['id', 'label', 'prediction', 'score', 'group', 'other'])
  })

  it('propose no label with three values and no score with two', () => {
    expect(guessRoles([column('label', ['a', 'b', 'c']), column('score', ['0', '1', '1'])])).toEqual(['other', 'other'])
  })

  it('propose label, prediction and score once each', () => {
    expect(guessRoles([column('label', ['0', '1']), column('target', ['0', '1'])])).toEqual(['label', 'other'])
  })

  it('take few repeating words for a group and a different word in every row for a name', () => {
    const words = column('bezirk', repeat(['nord', 'süd', null], 20))
    const keys = column('kunde', Array.from({ length: 40 }, (_, at) => `k${at}`))
    expect(guessRoles([words, keys, column('konstant', repeat(['x'], 40))])).toEqual(['group', 'id', 'other'])
  })
})
