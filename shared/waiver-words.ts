import type { Deviation } from './contract/waivers.ts'
import { toWords } from './id-words.ts'
import { testSetControls } from './test-sets.ts'

const controlWords: Partial<Record<string, string>> = {
  [testSetControls.sealed]: 'tests need not be made on a sealed test set',
  [testSetControls.independence]: 'a test on a test set that was opened before counts',
  [testSetControls.uses]: 'a test set may have been used more often than the policy allows',
}

/** What a deviation lets pass, in words: it stands in the signed text. */
export function toLets(deviation: Deviation): string {
  if (deviation.of === 'evidence') return `${toWords(deviation.kind)} ${deviation.is === null ? 'may be missing' : deviation.is === 'not_failed' ? 'may have failed' : `need not be: ${toWords(deviation.is)}`}`
  if (deviation.of === 'control') return controlWords[deviation.control] ?? `the control ${deviation.control} is not kept`
  return deviation.rule === 'validator_not_author' ? `${deviation.person} may validate although an author` : `${deviation.person} may give the only approval although the owner`
}
