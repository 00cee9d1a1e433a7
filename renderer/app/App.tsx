import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import type { Connection } from '../api/client.ts'
import { ApiProvider } from '../api/provider.tsx'
import { FileChooserHost } from './FileChooserHost.tsx'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme/theme.ts'

/** Nothing goes stale by itself: the watch stream says what changed. A call that failed is not repeated behind the person's back. */
const createQueryClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' }, mutations: { retry: false, networkMode: 'always' } },
  })

export function App({ connection }: { connection: Connection }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ApiProvider connection={connection}>
          <FileChooserHost>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </FileChooserHost>
        </ApiProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
