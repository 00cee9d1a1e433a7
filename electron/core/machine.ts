import { systemClock } from '../platform/clock.ts'
import { nodePrograms, type Programs } from '../platform/programs.ts'
import { findStateDir } from '../platform/state-dir.ts'
import { readVersion } from '../platform/version.ts'
import type { Machine } from './workspace.ts'

/** This computer as it is: its clock, its state directory, and programs as children of Node unless told otherwise. */
export function createMachine({ programs = nodePrograms, dateIsRight = false }: { programs?: Programs; dateIsRight?: boolean } = {}): Machine {
  return { clock: systemClock, stateDir: findStateDir(), programs, version: readVersion(), dateIsRight }
}
