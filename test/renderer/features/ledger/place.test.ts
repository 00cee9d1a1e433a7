import { expect, test } from 'vitest'
import { warningOf } from '../../../../renderer/features/ledger/integrity/place.ts'

test.each(['/home/ana/Dropbox/credit', String.raw`C:\Users\ana\OneDrive - Bank\credit`, '/Users/ana/Library/Mobile Documents/credit', '/home/ana/Nextcloud'])('%s is a folder that some program synchronises', (dir) => {
  expect(warningOf(dir)).toContain('synchronises')
})

test.each([String.raw`\\server\share\credit`, '/net/host/credit', '/run/user/1000/gvfs/smb-share/credit'])('%s lies on a network drive', (dir) => {
  expect(warningOf(dir)).toContain('network drive')
})

test.each(['/home/ana/credit', String.raw`C:\Users\ana\Countersign`, '/home/ana/Inbox/Boxes', '/srv/network-models'])('%s gives no reason to warn', (dir) => {
  expect(warningOf(dir)).toBeNull()
})
