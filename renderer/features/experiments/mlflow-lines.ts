/** What tells MLflow's clients where to log, for the place it is pasted into. */
export const shells = ['bash', 'PowerShell', 'Python'] as const
export type Shell = (typeof shells)[number]

const variables = (address: string, token: string | null): [string, string][] => [['MLFLOW_TRACKING_URI', address], ...(token === null ? [] : ([['MLFLOW_TRACKING_TOKEN', token]] as [string, string][]))]

export function toLines(shell: Shell, address: string, token: string | null): string {
  const all = variables(address, token)
  if (shell === 'bash') return all.map(([name, value]) => `export ${name}=${value}`).join('\n')
  if (shell === 'PowerShell') return all.map(([name, value]) => `$env:${name} = "${value}"`).join('\n')
  return ['import os', ...all.map(([name, value]) => `os.environ["${name}"] = "${value}"`)].join('\n')
}
