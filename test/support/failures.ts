import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Reporter, TestCase, TestModule, TestSuite, SerializedError } from 'vitest/node'
import type { Failure, Outcome } from '../../scripts/test-failures.ts'

/** Where a run leaves what `scripts/test.ts` says at its end. */
export const failuresFile = 'test-results/unit.json'

/**
 * Everything that did not hold, also where no test is to blame: a file that can not be loaded, a preparation that fails, an error
 * that nobody caught. vitest's own JSON report says nothing of those, and nothing of what was expected.
 */
export default class Failures implements Reporter {
  onTestRunEnd: Reporter['onTestRunEnd'] = (modules, errors) => {
    const failures = [...modules.flatMap(inModule), ...errors.map((error) => toFailure('outside of the tests', [error]))]
    const outcome: Outcome = { passed: modules.reduce((count, module) => count + [...module.children.allTests('passed')].length, 0), failures }
    mkdirSync(dirname(failuresFile), { recursive: true })
    writeFileSync(failuresFile, JSON.stringify(outcome))
  }
}

function inModule(module: TestModule): Failure[] {
  const file = module.relativeModuleId
  const within = (part: TestSuite | TestCase) => `${file} › ${part.fullName}`
  const prepared = [...module.children.allSuites()].map((suite) => [within(suite), suite.errors()] as const)
  const tests = [...module.children.allTests('failed')].map((test) => [within(test), test.result().errors ?? []] as const)
  const failed = [[file, module.errors()] as const, ...prepared].filter(([, errors]) => errors.length > 0)
  return [...failed, ...tests].map(([where, errors]) => toFailure(where, errors))
}

const toFailure = (where: string, errors: readonly SerializedError[]): Failure => ({
  where,
  error: errors.map(({ message, diff, stack }) => [message, diff, toTrace(stack)].filter(Boolean).join('\n')).join('\n'),
})

/** Where it was, without what it says of itself ahead of that. */
const toTrace = (stack = ''): string => stack.split('\n').filter((line) => /^ +at .*:\d+/.test(line)).join('\n')
