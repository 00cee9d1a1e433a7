import { expect, it } from 'vitest'
import { toBlocks } from '../../../electron/domain/reports/dossier/markdown.ts'

it('reads headings, paragraphs, lists, quotes, tables and code in their order, and loses no other words', () => {
  const text = [
    '# Model *card*', '', 'Trained on **800** rows', 'with `scikit-learn`; see [the paper](https://example.org/p).', '', '<!-- for editors', 'only -->', '1. one', '2. two', '   - under', '', '> The clerk decides.', '',
    '| Segment | n |', '| --- | ---: |', '| a \\| b | 190 |', '| over 25 | 810 |', 'After it.', '', '```python', '# not a heading', '| x | y |', '```', '![Curve](roc.png)', '', '- [x] looked at', '***', 'a | b', '2 * 3 * 4 and snake_case_name',
  ].join('\n')
  expect(toBlocks(text)).toEqual([
    { is: 'heading', text: 'Model card' },
    { is: 'paragraph', text: 'Trained on 800 rows with scikit-learn; see the paper (https://example.org/p).' },
    { is: 'list', items: [{ label: '1.', text: 'one' }, { label: '2.', text: 'two' }, { label: '•', text: 'under' }] },
    { is: 'quote', text: 'The clerk decides.' },
    { is: 'table', head: ['Segment', 'n'], right: [false, true], rows: [['a | b', '190'], ['over 25', '810']] },
    { is: 'paragraph', text: 'After it.' },
    { is: 'code', lines: ['# not a heading', '| x | y |'] },
    { is: 'paragraph', text: '[picture: Curve, roc.png]' },
    { is: 'list', items: [{ label: '•', text: 'done: looked at' }] },
    { is: 'paragraph', text: 'a | b 2 * 3 * 4 and snake_case_name' },
  ])
})

it('takes a fence that is never closed as code to the end, and a text of blank lines as nothing', () => {
  expect(toBlocks('~~~\na\nb')).toEqual([{ is: 'code', lines: ['a', 'b'] }])
  expect(toBlocks('\n \n<!-- x -->\n')).toEqual([])
})
