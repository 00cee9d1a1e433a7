import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadEnvironment } from '../../../electron/domain/catalog/lockfile.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lock-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const load = (name: string, content: string) => {
  writeFileSync(join(dir, name), content)
  return loadEnvironment(join(dir, name))
}

describe('packages of a lock file', () => {
  it.each([
    ['package-lock.json', 'npm', '{"packages":{"":{"version":"1"},"node_modules/a":{"version":"1.2.3"},"node_modules/a/node_modules/@s/b":{"version":"2"}}}', ['@s/b 2', 'a 1.2.3']],
    ['poetry.lock', 'toml-packages', '[[package]]\nname = "numpy"\nversion = "2.1.0"\n[[package]]\nname = "attrs"\nversion = "24.1"\n', ['attrs 24.1', 'numpy 2.1.0']],
    ['Pipfile.lock', 'pipenv', '{"default":{"numpy":{"version":"==2.1.0"}},"develop":{"pytest":{"version":"==8.0"}}}', ['numpy 2.1.0', 'pytest 8.0']],
    ['requirements.txt', 'pip', '# c\nnumpy==2.1.0 ; python_version>"3"\nscipy>=1\nscikit-learn[all] == 1.6.1 \\\n  --hash=sha256:aa\n', ['numpy 2.1.0', 'scikit-learn 1.6.1']],
    ['environment.yml', 'conda', 'dependencies:\n  - python=3.12\n  - pip:\n    - numpy==2.1.0\n', ['numpy 2.1.0', 'python 3.12']],
    ['renv.lock', 'renv', '{"Packages":{"dplyr":{"Version":"1.1.4"}}}', ['dplyr 1.1.4']],
  ])('reads %s', (name, format, content, packages) => {
    const environment = load(name, content)
    expect(environment.format).toBe(format)
    expect(environment.packages.map((one) => `${one.name} ${one.version}`)).toEqual(packages)
  })

  it('keeps the digest of a file it does not know and lists nothing', () => {
    expect(load('flake.lock', 'x')).toMatchObject({ format: 'unknown', packages: [], lockfile: { bytes: 1, sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' } })
  })

  it('says which file can not be parsed', () => {
    expect(() => load('package-lock.json', '{')).toThrow(/package-lock\.json is not a readable npm file/)
  })

  it('says that a folder is not a lock file', () => {
    expect(() => loadEnvironment(dir)).toThrow(/is a folder; name the lock file/)
  })
})
