import { Button } from '@mantine/core'
import { saveBlob } from '../../../ui/save-file.ts'
import { toPng } from './files.ts'
import classes from '../evidence.module.css'

/** Takes a chart along. `svg` draws it as a file of its own, with the caption that says where it comes from. */
export function ChartTools({ name, svg }: { name: string; svg: () => string }) {
  return (
    <div className={classes.tools}>
      <Button variant="default" size="compact-xs" onClick={() => saveBlob(new Blob([svg()], { type: 'image/svg+xml' }), `${name}.svg`)}>
        Save as SVG
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => void toPng(svg()).then((png) => saveBlob(png, `${name}.png`))}>
        Save as PNG
      </Button>
    </div>
  )
}
