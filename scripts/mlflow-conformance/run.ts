import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runClient } from './clients.ts'
import { findPython, makeEnvironment } from './environments.ts'
import { findTests, runTests, type Scope } from './tests.ts'

/**
 * MLflow against Countersign: its own REST tests that are in scope, and its client of several releases. Needs Python 3.10 to 3.12, and a network
 * or mirror for pip. Exits with 1 where anything failed or could not be run.
 *
 *   npm run mlflow:conformance [-- --only tests|clients] [--tests VERSION] [--clients 2.12.2,3.17.2] [--environments DIR]
 *
 * MLFLOW_SOURCE names a checkout of MLflow for its tests; PYTHON an interpreter; --environments a folder where what is installed stays for the next time.
 */
const scope = JSON.parse(readFileSync(new URL('./scope.json', import.meta.url), 'utf8')) as Scope
const { values } = parseArgs({ options: { only: { type: 'string' }, tests: { type: 'string', default: scope.mlflow }, clients: { type: 'string', default: '2.12.2,3.6.0,3.17.2,3.18.0' }, environments: { type: 'string' } } })
const scratch = mkdtempSync(join(tmpdir(), 'mlflow-conformance-'))
const environments = values.environments === undefined ? join(scratch, 'environments') : resolve(values.environments)
let isGood = true
const fail = (line: string) => {
  isGood = false
  console.log(line)
}

try {
  const python = findPython()
  if (python === null) fail('Python is not installed: neither PYTHON, python3 nor python runs. Nothing was run.')
  else {
    if (values.only !== 'clients') tests(python)
    if (values.only !== 'tests') await clients(python)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
process.exitCode = isGood ? 0 : 1

function tests(python: string): void {
  const source = findTests({ ...scope, mlflow: values.tests }, scratch)
  if (typeof source !== 'string') return fail(`MLflow's tests were not run. ${source.missing}`)
  const environment = makeEnvironment(python, environments, `tests-${values.tests}`, [`mlflow==${values.tests}`, 'pytest'])
  if (typeof environment === 'string') return fail(`MLflow's tests were not run. ${environment}`)
  const { ran, passed, failures } = runTests(environment, scope, source, scratch)
  for (const { test, text } of failures) console.log(`\nFAILED ${test}\n${text}`)
  const line = `MLflow's REST tests in scope, client ${values.tests}: ${passed} of ${ran} passed`
  if (passed === ran && ran >= scope.cases) console.log(line)
  else fail(ran < scope.cases ? `${line}, of ${scope.cases} that there should be` : line)
}

async function clients(python: string): Promise<void> {
  for (const version of values.clients.split(',')) {
    // The release of 2024 was made for the numpy and pandas of its day, and for a Python that still came with setuptools.
    const era = version.startsWith('2.') ? ['numpy<2', 'pandas<3', 'setuptools<81'] : []
    const environment = makeEnvironment(python, environments, `client-${version}`, [`mlflow==${version}`, ...era])
    if (typeof environment === 'string') {
      fail(`client ${version} was not run. ${environment}`)
      continue
    }
    const { passed, failures } = await runClient(environment, mkdtempSync(join(scratch, 'client-')))
    for (const { step, why } of failures) console.log(`FAILED ${step}\n${why}`)
    const line = `client ${version}: ${passed} of ${passed + failures.length} steps of a day's work`
    if (failures.length === 0) console.log(line)
    else fail(line)
  }
}
