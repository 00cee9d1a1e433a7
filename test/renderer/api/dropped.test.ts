import { expect, test } from 'vitest'
import { readDrops } from '../../../renderer/api/dropped.ts'

const file = (name: string) => ({ name, isDirectory: false, file: (take: (file: File) => void) => take(new File([name], name)) })
type Entry = ReturnType<typeof file> | ReturnType<typeof folder>

/** As browsers give it: some entries at a time, and none at the end. */
function folder(name: string, entries: readonly object[]) {
  const createReader = () => {
    const parts = [entries.slice(0, 1), entries.slice(1), []]
    return { readEntries: (take: (part: readonly object[]) => void) => take(parts.shift() ?? []) }
  }
  return { name, isDirectory: true, createReader }
}

const drop = (...entries: Entry[]) => ({ items: entries.map((entry) => ({ getAsFile: () => new File([], entry.name), webkitGetAsEntry: () => entry })) }) as unknown as DataTransfer
const receive = (got: File) => Promise.resolve({ path: `/kept/${got.name}` })
const mlruns = folder('mlruns', [file('meta.yaml'), folder('0', [file('a.txt'), file('b.txt')])])

test('a browser gives a dropped folder as the files below it, each with the folder that it lay in', async () => {
  const found = await readDrops(receive, null).files(drop(mlruns, file('note.md')))
  expect(found.map(({ name, kind, inside }) => [name, kind, inside])).toEqual([
    ['meta.yaml', 'file', 'mlruns'],
    ['a.txt', 'file', 'mlruns/0'],
    ['b.txt', 'file', 'mlruns/0'],
    ['note.md', 'file', ''],
  ])
  expect(await Promise.all(found.map(({ place }) => place()))).toEqual(['/kept/meta.yaml', '/kept/a.txt', '/kept/b.txt', '/kept/note.md'])
})

test('a browser refuses to say where a dropped folder lies; the desktop knows the place of folder and file', async () => {
  const [refused] = readDrops(receive, null).all(drop(mlruns))
  expect(refused).toMatchObject({ name: 'mlruns', kind: 'folder' })
  await expect(refused!.place()).rejects.toThrow('A browser does not say where the folder mlruns lies. Choose it with Browse instead.')
  const desktop = readDrops(receive, { pathOfFile: (at) => `/here/${(at as File).name}` })
  const found = await desktop.files(drop(mlruns, file('model.onnx')))
  expect(found.map(({ kind }) => kind)).toEqual(['folder', 'file'])
  expect(await Promise.all(found.map(({ place }) => place()))).toEqual(['/here/mlruns', '/here/model.onnx'])
})
