import { expect, test } from 'vitest'
import { readPlaywright, toLines } from '../../scripts/test-failures.ts'

const spec = (title: string, status: string, message = '') => ({ title, line: 7, tests: [{ status, results: [{ status: 'failed', errors: message === '' ? [] : [{ message }] }] }] })
const suite = { title: 'a.spec.ts', file: 'app/a.spec.ts', specs: [spec('holds', 'expected'), spec('breaks', 'unexpected', 'Error: \u001b[31mnot there\u001b[39m\n\n  at somewhere')] }

test('what failed in a browser is named by file, line and title, also within groups and outside of tests', () => {
  const inner = { title: 'group', file: 'app/a.spec.ts', specs: [spec('is cut off', 'unexpected')] }
  const { passed, failures } = readPlaywright({ stats: { expected: 3, flaky: 1 }, errors: [{ message: 'no such import' }], suites: [{ ...suite, suites: [inner] }] })
  expect(passed).toBe(4)
  expect(failures.map(({ where, error }) => [where, error.split('\n').at(-1)])).toEqual([
    ['app/a.spec.ts:7 › breaks', '  at somewhere'],
    ['app/a.spec.ts:7 › group › is cut off', 'failed'],
    ['outside of the tests', 'no such import'],
  ])
})

test('the end names every failure with its stage and what it said, without colours and without the runner’s own frames', () => {
  const error = '\u001b[31mexpected 1\u001b[39m\n\n    at /p/a.test.ts:1:2\n    at run (file:///p/node_modules/vitest/x.js:1:1)'
  expect(toLines([{ stage: 'unit', where: 'a.test.ts › adds', error }])).toEqual(['✗ unit: a.test.ts › adds', '    expected 1', '        at /p/a.test.ts:1:2'])
})

test('however much failed, the end has room for it: at least the names', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ stage: 'unit', where: `test ${at}`, error: 'line\n'.repeat(90) }))
  for (const count of [1, 2, 5, 20, 45]) {
    const lines = toLines(many(count))
    expect(lines.filter((line) => line.startsWith('✗'))).toHaveLength(count)
    expect(lines.length).toBeLessThanOrEqual(60)
  }
  expect(toLines(many(200)).at(-1)).toBe('… and 155 more')
})
