import { readFileSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'

/** A folder that other computers or programs change, too. SQLite's own list of what corrupts a database names both. */
export interface SharedFolder {
  kind: 'sync' | 'network'
  /** As people know it: "OneDrive", "a network drive (nfs4)". */
  name: string
}

const services: readonly { name: string; part: RegExp }[] = [
  { name: 'OneDrive', part: /^OneDrive(?:$| ?-)/i },
  { name: 'Dropbox', part: /^Dropbox(?:$| \()/i },
  { name: 'Google Drive', part: /^(?:Google ?Drive|GoogleDrive-.*|My Drive|DriveFS)$/i },
  { name: 'iCloud Drive', part: /^(?:iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i },
  { name: 'a synchronised folder', part: /^(?:CloudStorage|Nextcloud|ownCloud|Syncthing)$/i },
]

const networkTypes = /^(?:nfs4?|cifs|smb3?|smbfs|afpfs|ncpfs|9p|afs|ceph|glusterfs|lustre|davfs2?|fuse\.(?:sshfs|rclone|davfs2?|glusterfs|s3fs|gvfsd-fuse|google-drive-ocamlfuse))$/

export interface Surroundings {
  platform?: NodeJS.Platform
  /** The text of /proc/mounts; null where there is none. */
  mounts?: string | null
}

/** Whether a folder lies on a network drive or in a folder that a program synchronises; null where nothing says so. */
export function detectSharedFolder(dir: string, { platform = process.platform, mounts = platform === 'linux' ? readMounts() : null }: Surroundings = {}): SharedFolder | null {
  const path = toRealPath(dir)
  if (/^(?:\\\\|\/\/)[^\\/]/.test(dir)) return { kind: 'network', name: 'a network drive' }
  const parts = path.split(/[\\/]/)
  for (const { name, part } of services) if (parts.some((one) => part.test(one))) return { kind: 'sync', name }
  const type = mounts === null ? null : readMountType(path, mounts)
  return type !== null && networkTypes.test(type) ? { kind: 'network', name: `a network drive (${type})` } : null
}

/** What to tell the person who keeps a workspace there. */
export function toSharedFolderWarning(dir: string, { kind, name }: SharedFolder): string {
  const how = kind === 'sync' ? `is in a folder that is synchronised (${name})` : `is on ${name}`
  return `The workspace ${dir} ${how}. A program that copies ledger.db without the file beside it, or two computers writing at once, can damage it. Move the workspace to a local disk, and pass on backups or bundles instead.`
}

function toRealPath(dir: string): string {
  try {
    return realpathSync(dir)
  } catch {
    return resolve(dir)
  }
}

function readMounts(): string | null {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch {
    return null
  }
}

/** The type of the file system that holds `path`: the longest mount point above it, and the newest of equals. */
function readMountType(path: string, mounts: string): string | null {
  let best = { length: -1, type: null as string | null }
  for (const line of mounts.split('\n')) {
    const [, point, type] = line.split(' ')
    if (point === undefined || type === undefined) continue
    // Spaces and the like stand as octal numbers.
    const at = point.replaceAll(/\\(\d{3})/g, (_whole, digits: string) => String.fromCharCode(parseInt(digits, 8)))
    const holds = at === '/' || path === at || path.startsWith(`${at}/`)
    if (holds && at.length >= best.length) best = { length: at.length, type }
  }
  return best.type
}
