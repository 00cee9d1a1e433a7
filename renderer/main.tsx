import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './app/theme/tokens.css'
import './app/theme/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { loadRest } from './app/router.tsx'
import { createClient } from './api/client.ts'

const container = document.getElementById('root')
if (container !== null) {
  createRoot(container).render(<App connection={await createClient()} />)
  requestIdleCallback(loadRest, { timeout: 10_000 })
}
