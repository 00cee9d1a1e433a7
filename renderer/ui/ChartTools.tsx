import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { saveBlob, toPng } from './save-file.ts'
import classes from './layout.module.css'

interface ChartToolsProps {
  /** Of the file, without its ending. */
  name: string
  /** Draws it as a file of its own, with the caption that says where it comes from. */
  svg: () => string
  /** What else can be taken along. */
  children?: ReactNode
}

/** Takes a chart along. */
export function ChartTools({ name, svg, children }: ChartToolsProps) {
  return (
    <div className={classes.actions}>
      <Button variant="default" size="compact-xs" onClick={() => saveBlob(new Blob([svg()], { type: 'image/svg+xml' }), `${name}.svg`)}>
        Save as SVG
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => void toPng(svg()).then((png) => saveBlob(png, `${name}.png`))}>
        Save as PNG
      </Button>
      {children}
    </div>
  )
}
