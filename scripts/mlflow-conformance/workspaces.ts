import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { serveMlflow, type Endpoint } from '../../electron/core/mlflow/server.ts'
import { createWorkspace, type Workspace } from '../../electron/core/workspace.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import { nodePrograms } from '../../electron/platform/programs.ts'
import { createSealing } from '../../electron/platform/sealed.ts'

/**
 * Serves one new workspace after the other: each line on standard input ends the one before and prints the next address, the end of the
 * input ends the last one. The product has no way to empty a workspace, and needs none.
 */
const person = 'tests@example.org'
const report = (error: unknown) => console.error(error)
let ends = () => Promise.resolve()

for await (const _line of createInterface({ input: process.stdin })) {
  await ends()
  const { endpoint, end } = await begin()
  ends = end
  console.log(endpoint.address)
}
await ends()

async function begin(): Promise<{ endpoint: Endpoint; end: () => Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'mlflow-workspace-'))
  // Deriving a key takes its time on purpose; nothing of it is asked about here.
  const machine = { clock: systemClock, stateDir: join(root, 'state'), programs: nodePrograms, sealing: createSealing(1024), version: 'conformance' }
  const workspace: Workspace = await createWorkspace({ dir: join(root, 'workspace'), name: 'Conformance', person: { name: 'Tests', email: person, roles: ['data_scientist'], passphrase: 'conformance tests' } }, machine)
  const endpoint = await serveMlflow({ workspace: () => workspace, person: () => person, tokenSha256: null, port: 0, report })
  const end = async () => {
    await endpoint.close()
    workspace.close()
    rmSync(root, { recursive: true, force: true })
  }
  return { endpoint, end }
}
