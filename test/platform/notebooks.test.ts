import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { notebook, notebookLimits, type NotebookOutput } from '../../shared/contract/notebooks.ts'
import { AppError } from '../../shared/errors.ts'
import { projectFile } from '../../electron/platform/assets.ts'
import { readTable } from '../../electron/platform/notebooks/html-table.ts'
import { readNotebookApart } from '../../electron/platform/notebooks/apart.ts'
import { readNotebook } from '../../electron/platform/notebooks/read.ts'
import { readPicture, toPicture } from '../../electron/platform/pictures.ts'
import { createRandom, mutate, mutateValue } from '../fuzz/mutations.ts'

const cases = 600
const file = (name: string) => readFileSync(projectFile(`test/fixtures/notebooks/${name}`))
const read = (name: string) => notebook.parse(readNotebook(name, file(name)))
const written = (cells: unknown, more: object = {}) => Buffer.from(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more }))
const kinds = (outputs: readonly NotebookOutput[]) => outputs.map(({ is }) => is)

test('a notebook of format 4 becomes texts, tables of words and pictures', () => {
  const { cells, format, language, kernel, left } = read('exploration.ipynb')
  expect([format, language, kernel]).toEqual(['4.5', 'python', 'Python 3 (ipykernel)'])
  expect(cells.map(({ type, count }) => [type, count])).toEqual([['markdown', null], ['code', 1], ['code', 2], ['code', 3], ['code', 4], ['raw', null]])
  expect(cells[0]!.pictures['bars.png']).toMatchObject({ mediaType: 'image/png', width: 48, height: 16 })
  expect(cells[1]!.outputs).toEqual([{ is: 'text', text: 'reading: 100%\ndone\n', cut: false, stream: 'stdout', note: null }])
  expect(cells[2]!.outputs).toEqual([expect.objectContaining({ is: 'table', heads: 1, cut: false, rows: [['', 'feature', 'share & gap'], ['0', 'age', '0.25'], ['1', '<none>', 'NaN']] })])
  expect(cells[3]!.outputs).toEqual([{ is: 'picture', picture: { mediaType: 'image/png', width: 48, height: 16, base64: file('bars.png').toString('base64') }, text: '<Figure size 480x160>' }])
  expect(cells[4]!.outputs).toEqual([{ is: 'error', name: 'KeyError', value: "'salary'", traceback: "----\n<cell line: 1> in <module>\nKeyError: 'salary'" }])
  expect(left).toEqual([])
})

test('a notebook of format 3 is read as well', () => {
  const { cells, format, language } = read('old.ipynb')
  expect([format, language]).toEqual(['3.0', null])
  expect(cells[0]).toMatchObject({ type: 'markdown', source: '## Old notebook' })
  expect(cells[1]).toMatchObject({ type: 'code', source: '1 + 1', count: 7 })
  expect(kinds(cells[1]!.outputs)).toEqual(['text', 'picture', 'text', 'error'])
})

test('scripts, widgets, SVG and HTML of a hostile notebook are left out, said and counted', () => {
  const { cells, left } = read('hostile.ipynb')
  const { outputs } = cells[1]!
  expect(kinds(outputs)).toEqual(['text', 'table', 'left', 'text', 'left', 'left', 'text', 'left', 'left', 'text'])
  expect(outputs[0]).toMatchObject({ text: '<IPython.core.display.HTML object>', note: 'HTML is not shown; this is its text.' })
  expect(outputs[1]).toMatchObject({ rows: [['name'], ['Ana']] })
  expect(outputs[3]).toMatchObject({ note: 'A script is not shown; this is its text.' })
  expect(outputs[9]).toMatchObject({ text: 'if access == "user⟨U+202E⟩⟨U+2066⟩// admin only⟨U+2069⟩ ⟨U+2066⟩":\n' })
  expect(JSON.stringify(outputs)).not.toMatch(/document\.title|onerror|javascript:|http:/)
  expect(Object.fromEntries(left.map(({ what, count }) => [what, count]))).toEqual({ script: 3, html: 2, widget: 1, svg: 1, picture: 2, unknown: 3 })
})

test('a damaged, foreign, deep or huge notebook is a sentence', () => {
  const refusal = (bytes: Buffer) => {
    try {
      readNotebook('a.ipynb', bytes)
    } catch (error) {
      return (error as Error).message
    }
    return null
  }
  expect(refusal(file('exploration.ipynb').subarray(0, 900))).toBe('a.ipynb can not be shown as a notebook: it is no JSON: the file is damaged or was cut off.')
  expect(refusal(Buffer.from('{"cells": []}'))).toMatch(/does not say which edition/)
  expect(refusal(written([], { nbformat: 5 }))).toMatch(/it is of nbformat 5; 3 and 4 are read/)
  expect(refusal(written({}))).toMatch(/has no list of cells/)
  expect(refusal(Buffer.from([0x7b, 0xff]))).toMatch(/not text in UTF-8/)
  expect(refusal(Buffer.from('['.repeat(1_000_000)))).toMatch(/lie more than 64 deep/)
  expect(refusal(Buffer.alloc(notebookLimits.bytes + 1, 0x20))).toMatch(/at most 25165824 are read/)
})

test('whatever is changed in a notebook, it is shown as data or refused with a sentence', () => {
  const random = createRandom(6)
  const corpus = ['exploration.ipynb', 'old.ipynb', 'hostile.ipynb'].map(file)
  let refused = 0
  for (let number = 0; number < cases; number += 1) {
    const text = corpus[number % corpus.length]!
    const changed = number % 2 === 0 ? mutate(random, text, corpus) : Buffer.from(JSON.stringify(mutateValue(random, JSON.parse(text.toString()) as never)))
    try {
      notebook.parse(readNotebook('a.ipynb', changed))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(cases / 10)
  expect(refused).toBeLessThan(cases * 0.9)
})

test('what is too much of a notebook is cut and said', () => {
  const code = (outputs: unknown[]) => ({ cell_type: 'code', source: [], outputs })
  const long = { output_type: 'stream', name: 'stdout', text: 'x'.repeat(50_000) }
  const { cells, left } = readNotebook('a.ipynb', written([code([long, ...Array.from({ length: 300 }, () => ({ output_type: 'stream', text: 'y' }))]), ...Array.from({ length: 2500 }, () => ({ cell_type: 'raw', source: '' }))]))
  expect(cells[0]!.outputs).toHaveLength(200)
  expect(cells[0]!.outputs[0]).toMatchObject({ cut: true, text: 'x'.repeat(20_000) })
  expect(cells).toHaveLength(2000)
  expect(left).toEqual([{ what: 'cell', count: 501 }, { what: 'output', count: 101 }])
})

test('a large one is read in a thread of its own, and comes to the same', async () => {
  const cell = { cell_type: 'code', source: 'x = 1', execution_count: 1, outputs: [{ output_type: 'stream', name: 'stdout', text: 'y'.repeat(1000) }] }
  const large = written(Array.from({ length: 1000 }, () => cell))
  expect(await readNotebookApart('a.ipynb', large)).toEqual(readNotebook('a.ipynb', large))
  await expect(readNotebookApart('a.ipynb', large.subarray(0, -1))).rejects.toEqual(new AppError('BAD_INPUT', 'a.ipynb can not be shown as a notebook: it is no JSON: the file is damaged or was cut off.'))
})

test('a table of HTML is read as words: cells that span, entities, tables in tables, and no end of anything', () => {
  expect(readTable('<table><tr><th rowspan="2">a</th><th colspan=2>b</th></tr><tr><th>c</th><th>d</th></tr><tr><td>1</td><td>2 &#38; &hellip;</td><td>x<table><tr><td>y</td></tr></table></td></tr></table><table>')).toEqual({
    rows: [['a', 'b', ''], ['', 'c', 'd'], ['1', '2 & &hellip;', 'x y']],
    heads: 2,
    cut: false,
  })
  expect(readTable('<p>no table</p>')).toBeNull()
  expect(readTable(`<table>${'<tr><td>1</td></tr>'.repeat(1000)}`)).toMatchObject({ cut: true })
  for (const endless of ['<table>', '<!--', '<table <', '<table><tr><td>', '<script>', '<table><tr><td colspan=9999 rowspan=9999>']) expect(() => readTable(endless.repeat(200_000))).not.toThrow()
})

test('a picture is known by its bytes', () => {
  const bars = file('bars.png')
  expect(readPicture(bars)).toEqual({ mediaType: 'image/png', width: 48, height: 16 })
  expect(readPicture(Buffer.from('GIF89a\x20\x00\x10\x00\x00\x00\x00;', 'latin1'))).toEqual({ mediaType: 'image/gif', width: 32, height: 16 })
  expect(readPicture(Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100', 'hex'))).toEqual({ mediaType: 'image/jpeg', width: 32, height: 16 })
  expect(readPicture(Buffer.concat([Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f', 'latin1'), Buffer.from([31, 0xc0, 3, 0]), Buffer.alloc(8)]))).toEqual({ mediaType: 'image/webp', width: 32, height: 16 })
  for (const none of ['', '\x89PNG\r\n\x1a\n', 'GIF89a', '\xff\xd8\xff\xff\xff', 'RIFF    WEBPVP8 ', 'hello']) expect(readPicture(Buffer.from(none, 'latin1'))).toBeNull()
  expect(() => toPicture('logo.png', Buffer.from('<?xml version="1.0"?><svg/>'))).toThrow('“logo.png” is SVG, which can hold scripts and addresses; save it as PNG.')
  expect(() => toPicture('logo.png', Buffer.from('PK'))).toThrow(/is no PNG, JPEG, GIF or WebP by its bytes/)
  const bomb = Buffer.from(bars)
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  expect(() => toPicture('wide.png', bomb)).toThrow(/60000 × 60000 points/)
})
