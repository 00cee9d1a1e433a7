import type { Standing } from '../../../../shared/contract/backups.ts'
import type { StateWords } from '../../../../shared/states.ts'

export const standingStates: Record<Standing['state'], StateWords> = {
  newest: { tone: 'good', word: 'nothing newer was seen' },
  behind: { tone: 'caution', word: 'something newer was seen' },
  forked: { tone: 'bad', word: 'another history was seen' },
  unknown: { tone: 'void', word: 'not known on this computer' },
}
