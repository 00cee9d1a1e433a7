import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where keys and high-water marks live: COUNTERSIGN_HOME, or the platform's place for an app's own state. Never inside a
 * workspace, so that copying or restoring a workspace neither copies keys nor turns its marks back.
 */
export function findStateDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home = homedir()): string {
  if (env['COUNTERSIGN_HOME']) return env['COUNTERSIGN_HOME']
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Countersign')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Countersign')
  return join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'countersign')
}
