import { expect, test } from 'vitest'
import { toMarkdownTable } from '../../shared/documents/pasted-table.ts'

test('cells between tabs become a Markdown table, and other words stay as they are', () => {
  expect(toMarkdownTable('C\tauc | gap\r\n10\t0.78\r\n1\t\r\n')).toBe('| C | auc \\| gap |\n| --- | --- |\n| 10 | 0.78 |\n| 1 |  |\n')
  for (const none of ['', 'a\tb', 'a\nb', 'a\tb\nc', 'if x:\n\treturn 1']) expect(toMarkdownTable(none)).toBeNull()
})
