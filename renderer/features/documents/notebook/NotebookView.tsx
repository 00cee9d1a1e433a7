import { memo } from 'react'
import type { LeftOut, Notebook, NotebookCell, NotebookOutput } from '../../../../shared/contract/notebooks.ts'
import { formatCount } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Markdown, MarkdownFilesProvider } from '../Markdown.tsx'
import { PictureImage } from '../PictureImage.tsx'
import classes from './notebook.module.css'

const leftWords: Record<LeftOut, readonly [one: string, many: string]> = {
  script: ['script', 'scripts'],
  widget: ['widget', 'widgets'],
  svg: ['SVG picture', 'SVG pictures'],
  pdf: ['PDF', 'PDFs'],
  picture: ['picture that is damaged or too large', 'pictures that are damaged or too large'],
  html: ['HTML output', 'HTML outputs'],
  unknown: ['output of an unknown kind', 'outputs of unknown kinds'],
  cell: ['cell beyond the first 2,000', 'cells beyond the first 2,000'],
  output: ['output beyond the first 200 of a cell', 'outputs beyond the first 200 of a cell'],
}

/** Cells and what they put out, as words, tables and pictures. Nothing of the file is HTML here, and nothing runs. */
export function NotebookView({ notebook: { cells, left } }: { notebook: Notebook }) {
  return (
    <>
      {left.length > 0 && (
        <Panel title="Not shown">
          <p>A notebook is shown as words and pictures; nothing in it runs, and nothing is loaded from elsewhere. Left out, or shown by the words that stand for it: {left.map(({ what, count }) => `${formatCount(count)} ${leftWords[what][count === 1 ? 0 : 1]}`).join(', ')}.</p>
        </Panel>
      )}
      <Panel title="Cells" aside={formatCount(cells.length)} padded={false}>
        <div className={classes.cells}>
          {cells.length === 0 && <p className={classes.empty}>The notebook has no cells.</p>}
          {cells.map((cell, at) => (
            // eslint-disable-next-line react/no-array-index-key -- Cells of one file never move.
            <Cell key={at} cell={cell} at={at + 1} />
          ))}
        </div>
      </Panel>
    </>
  )
}

const Cell = memo(function Cell({ cell, at }: { cell: NotebookCell; at: number }) {
  return (
    <section className={classes.cell} data-type={cell.type} aria-label={`Cell ${at}, ${cell.type}`}>
      <span className={classes.gutter}>{cell.type === 'code' ? `In [${cell.count ?? ' '}]` : cell.type === 'raw' ? 'raw' : ''}</span>
      <div className={classes.content}>
        <Source cell={cell} at={at} />
        {cell.cut && <p className={classes.note}>The source goes on; its first 200,000 characters are shown.</p>}
        {cell.outputs.map((output, number) => (
          // eslint-disable-next-line react/no-array-index-key -- Outputs of one cell never move.
          <Output key={number} output={output} label={`Output ${number + 1} of cell ${at}`} />
        ))}
      </div>
    </section>
  )
})

function Source({ cell: { type, source, pictures }, at }: { cell: NotebookCell; at: number }) {
  if (type !== 'markdown') return source === '' ? null : <Words label={`Source of cell ${at}`} text={source} kind="source" />
  const files = {
    picture(name: string, words: string) {
      const found = name.startsWith('attachment:') ? pictures[name.slice('attachment:'.length)] : undefined
      return found ? <PictureImage picture={found} words={words} /> : null
    },
    link: () => null,
  }
  return (
    <MarkdownFilesProvider value={files}>
      <Markdown>{source}</Markdown>
    </MarkdownFilesProvider>
  )
}

function Output({ output, label }: { output: NotebookOutput; label: string }) {
  switch (output.is) {
    case 'picture':
      return <PictureImage picture={output.picture} words={output.text || label} />
    case 'error':
      return <Words label={`${label}, an error`} kind="error" text={output.traceback || `${output.name}: ${output.value}`} />
    case 'left':
      return <p className={classes.note}>{output.note}</p>
    case 'table':
      return <Noted output={output}><Table output={output} label={label} /></Noted>
    case 'markdown':
      return <Noted output={output}><Markdown>{output.text}</Markdown></Noted>
    case 'text':
      return <Noted output={output}><Words label={`${label}${output.stream === 'stderr' ? ', standard error' : ''}`} kind={output.stream ?? 'result'} text={output.text} /></Noted>
  }
}

function Noted({ output: { note, cut }, children }: { output: { note: string | null; cut: boolean }; children: React.ReactNode }) {
  return (
    <div>
      {children}
      {(note !== null || cut) && <p className={classes.note}>{[note, cut ? 'There is more of it in the file.' : null].filter(Boolean).join(' ')}</p>}
    </div>
  )
}

function Words({ label, text, kind }: { label: string; text: string; kind: string }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus.
    <section className={classes.words} data-kind={kind} tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
  )
}

function Table({ output: { rows, heads }, label }: { output: Extract<NotebookOutput, { is: 'table' }>; label: string }) {
  const line = (cells: readonly string[], Name: 'th' | 'td', at: number) => (
    <tr key={at}>
      {cells.map((cell, column) => (
        // eslint-disable-next-line react/no-array-index-key -- Columns of one table never move.
        <Name key={column}>{cell}</Name>
      ))}
    </tr>
  )
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus.
    <section className={classes.words} data-kind="table" tabIndex={0} aria-label={`${label}, a table`}>
      <table>
        {heads > 0 && <thead>{rows.slice(0, heads).map((row, at) => line(row, 'th', at))}</thead>}
        <tbody>{rows.slice(heads).map((row, at) => line(row, 'td', at))}</tbody>
      </table>
    </section>
  )
}
