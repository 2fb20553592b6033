// Where the page starts: styles, colours, the client's memory, and the router.
import './styles/tokens.css'
import './styles/base.css'
import './styles/kit.css'
import './styles/shell.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Trouble } from './client.ts'
import { router } from './router.tsx'
import { theme, wear } from './theme.ts'

wear(theme())

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The live stream says when an answer is old; asking again for every click would only be slower.
      staleTime: 60_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (tries, error) =>
        tries < 2 && (!(error instanceof Trouble) || error.problem.status === 0 || error.problem.status === 503),
    },
  },
})

const place = document.getElementById('tocsin')
if (!place) throw new Error('index.html has no place for the page')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
