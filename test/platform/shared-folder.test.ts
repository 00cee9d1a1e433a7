import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectSharedFolder, toSharedFolderWarning, warnOfFolder } from '../../electron/platform/shared-folder.ts'

describe('a workspace folder', () => {
  it.each([
    ['/home/ana/OneDrive/credit', 'OneDrive'],
    ['/Users/ana/OneDrive - Example Bank/credit', 'OneDrive'],
    ['/Users/ana/Library/CloudStorage/OneDrive-Example/credit', 'OneDrive'],
    ['/home/ana/Dropbox/credit', 'Dropbox'],
    ['/home/ana/Dropbox (Personal)/credit', 'Dropbox'],
    ['/home/ana/Google Drive/credit', 'Google Drive'],
    ['/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/credit', 'Google Drive'],
    ['/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/credit', 'iCloud Drive'],
    ['/home/ana/Nextcloud/credit', 'a synchronised folder'],
  ])('%s is synchronised', (dir, name) => {
    expect(detectSharedFolder(dir, { mounts: null })).toEqual({ kind: 'sync', name })
  })

  const mounts = ['/dev/vda1 / ext4 rw 0 0', 'server:/export /mnt/team nfs4 rw 0 0', '//nas/share /mnt/with\\040space cifs rw 0 0', '/dev/vdb /mnt/team/local ext4 rw 0 0', 'me@host: /mnt/remote fuse.sshfs rw 0 0'].join('\n')
  it.each([
    ['/mnt/team/credit', 'nfs4'],
    ['/mnt/with space/credit', 'cifs'],
    ['/mnt/remote/credit', 'fuse.sshfs'],
  ])('%s is on a network drive', (dir, type) => {
    expect(detectSharedFolder(dir, { platform: 'linux', mounts })).toEqual({ kind: 'network', name: `a network drive (${type})` })
  })

  it.each(['\\\\nas\\share\\credit', '//nas/share/credit', '/net/nas/credit', '/Network/Servers/credit'])('%s is on a network drive', (dir) => {
    expect(detectSharedFolder(dir, { mounts: null })).toEqual({ kind: 'network', name: 'a network drive' })
  })

  it.each(['/home/ana/credit', '/mnt/team/local/credit', '/mnt/teamwork/credit', '/home/ana/dropbox-notes.d/credit', '/home/ana/About OneDrive/credit'])('%s is local', (dir) => {
    expect(detectSharedFolder(dir, { platform: 'linux', mounts })).toBeNull()
  })

  it('that is not there yet is judged by where it will be, through links', async () => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-place-'))
    mkdirSync(join(root, 'Dropbox'))
    symlinkSync(join(root, 'Dropbox'), join(root, 'link'))
    expect(await warnOfFolder(join(root, 'link', 'new', 'credit'))).toContain('synchronised (Dropbox)')
    expect(await warnOfFolder(join(root, 'new', 'credit'))).toBeNull()
    rmSync(root, { recursive: true })
  })

  it('is told to move, with the reason', () => {
    expect(toSharedFolderWarning('/home/ana/Dropbox/credit', { kind: 'sync', name: 'Dropbox' })).toBe(
      'The workspace /home/ana/Dropbox/credit is in a folder that is synchronised (Dropbox). A program that copies ledger.db without the file beside it, or two computers writing at once, can damage it. Move the workspace to a local disk, and pass on backups or bundles instead.',
    )
  })
})
