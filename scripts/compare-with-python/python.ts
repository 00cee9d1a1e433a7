import { spawnSync } from 'node:child_process'

export interface Python {
  readonly path: string
  readonly version: string
  /** Versions of those packages that are there. */
  readonly packages: Readonly<Record<string, string>>
}

const names = ['numpy', 'scipy', 'scikit-learn', 'fairlearn', 'pandas', 'pyarrow', 'evidently']
const question = `
import json, sys
from importlib.metadata import version, PackageNotFoundError
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps({"path": sys.executable, "version": sys.version.split()[0], "packages": found}))
`

/** The interpreter that is named, or that PYTHON names, else python3 or python on the path; a sentence where none runs. */
export function findPython(named = process.env['PYTHON']): Python | string {
  for (const candidate of named ? [named] : ['python3', 'python']) {
    const { status, stdout } = spawnSync(candidate, ['-c', question, ...names], { encoding: 'utf8' })
    if (status === 0) return JSON.parse(stdout) as Python
  }
  return named ? `${named} does not run as Python. Nothing was compared.` : 'Python is not installed: neither python3 nor python runs. Nothing was compared; PYTHON can name an interpreter.'
}

export const lacking = ({ packages }: Python, needs: readonly string[]): string[] => needs.filter((name) => !(name in packages))
