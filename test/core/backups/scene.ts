import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createRecentWorkspaces } from '../../../electron/core/recent.ts'
import { createBackups, type Backups } from '../../../electron/core/backups/service.ts'
import { copyWorld, createWorld, founder, quiet, type World } from '../../support/world.ts'

/** A world with a use case and a version, whose manifest is a blob, and a folder on "another disk". */
export interface BackupScene extends World {
  readonly elsewhere: string
  backups(): Backups
  /** One more entry. */
  add(name: string): void
}

export async function createBackupScene(): Promise<BackupScene> {
  const scene = toScene(await createWorld())
  scene.add('Retail credit')
  const { catalog } = scene.workspace
  catalog.addModel(founder, { name: 'credit-lr', useCase: 'Retail credit', task: 'classification', description: '' })
  await catalog.addVersion(founder, { model: 'credit-lr', data: [], parameters: { C: '1.0' }, note: '' }, quiet)
  return scene
}

export const copyBackupScene = (template: BackupScene): BackupScene => toScene(copyWorld(template))

function toScene(world: World): BackupScene {
  const elsewhere = join(world.dir, '..', 'elsewhere')
  mkdirSync(elsewhere)
  const scene = Object.create(world, {
    elsewhere: { value: elsewhere },
    backups: { value: () => createBackups(world.workspace, world.machine) },
    add: { value: (name: string) => void world.workspace.catalog.addUseCase(founder, { name, purpose: 'p', affected: '', tier: 2, tierReasons: '' }) },
  }) as BackupScene
  createRecentWorkspaces(world.stateDir).note(world.dir, 'Retail credit', world.clock.now().toISOString())
  return scene
}
