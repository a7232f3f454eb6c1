/** First parts of the addresses that only the server answers: never with the application's page, offline or not. */
export const serverPaths: readonly string[] = [
  'api',
  'files',
  'upload',
  'socket.io',
  'notes',
  'ca',
  'metrics',
]
