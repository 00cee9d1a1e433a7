import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findStateDir } from '../../electron/platform/state-dir.ts'

describe('the state directory', () => {
  it.each([
    ['linux', {}, join('/home/ana', '.local', 'state', 'countersign')],
    ['linux', { XDG_STATE_HOME: '/var/state' }, join('/var/state', 'countersign')],
    ['darwin', {}, join('/home/ana', 'Library', 'Application Support', 'Countersign')],
    ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'Countersign')],
    ['win32', {}, join('/home/ana', 'AppData', 'Local', 'Countersign')],
  ] as const)('on %s with %j is the platform’s place', (platform, env, expected) => {
    expect(findStateDir(env, platform, '/home/ana')).toBe(expected)
  })

  it.each(['linux', 'darwin', 'win32'] as const)('on %s is where COUNTERSIGN_HOME says', (platform) => {
    expect(findStateDir({ COUNTERSIGN_HOME: '/elsewhere', XDG_STATE_HOME: '/var/state' }, platform, '/home/ana')).toBe('/elsewhere')
  })
})
