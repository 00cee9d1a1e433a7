import { expect, test } from 'vitest'
import { createOpenFiles, findBundle } from '../../electron/desktop/open-files.ts'

const listen = () => {
  const told: string[] = []
  return { told, files: createOpenFiles<string>((page, path) => told.push(`${page} ${path}`)) }
}

test('files that come before a page is there wait for it, in order', () => {
  const { told, files } = listen()
  files.open('/in/a.countersign')
  files.open('/in/b.COUNTERSIGN')
  expect(told).toEqual([])
  files.ready('page')
  files.ready('page')
  files.open('/in/c.countersign')
  expect(told).toEqual(['page /in/a.countersign', 'page /in/b.COUNTERSIGN', 'page /in/c.countersign'])
})

test('the newest page that is still there hears of a file', () => {
  const { told, files } = listen()
  files.ready('first')
  files.ready('second')
  files.open('/in/a.countersign')
  files.gone('second')
  files.gone('second')
  files.open('/in/b.countersign')
  files.gone('first')
  files.open('/in/c.countersign')
  files.ready('third')
  expect(told).toEqual(['second /in/a.countersign', 'first /in/b.countersign', 'third /in/c.countersign'])
})

test('nothing but the absolute path of a bundle is handed on', () => {
  const { told, files } = listen()
  files.ready('page')
  for (const path of [null, 'a.countersign', '/in/a.pdf', '/in/.countersign/x', '/in/a.countersign\0', `/${'x'.repeat(5_000)}.countersign`]) files.open(path)
  expect(told).toEqual([])
})

test('a command line names a bundle after its switches', () => {
  expect(findBundle(['/opt/countersign', '--no-sandbox', 'in/a.countersign'], '/home/ana')).toBe('/home/ana/in/a.countersign')
  expect(findBundle(['electron', '.', '/in/a.countersign', '--flag=/in/b.countersign'], '/home/ana')).toBe('/in/a.countersign')
  expect(findBundle(['/in/a.countersign'], '/home/ana')).toBeNull()
  expect(findBundle(['electron', '.'], '/home/ana')).toBeNull()
})
