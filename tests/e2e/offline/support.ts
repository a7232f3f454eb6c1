import type { Page } from 'playwright-core'

/** What this origin keeps of papers, as a thief of its storage would find it. */
export interface Kept {
  readonly databases: readonly string[]
  readonly pieces: number
  readonly views: number
  readonly locked: boolean | null
  /** The words asked for that stand somewhere in the stored bytes or texts, in UTF-8 or UTF-16. */
  readonly found: readonly string[]
  /** Addresses of papers in the caches that scripts can reach. */
  readonly cached: readonly string[]
}

/** Looks through everything that the offline database and the caches hold for `words`. */
export const keptIn = (page: Page, words: readonly string[] = []): Promise<Kept> =>
  page.evaluate(async wanted => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const name = 'phong-hop-so.offline'
    const databases = (await indexedDB.databases()).map(database => database.name ?? '')
    let texts = JSON.stringify({ ...localStorage, 'phong-hop-so.me': '' })
    let [pieces, views] = [0, 0]
    let locked: boolean | null = null
    const read = (value: unknown): void => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = value instanceof ArrayBuffer ? value : value.buffer
        texts += new TextDecoder('utf-8').decode(bytes) + new TextDecoder('latin1').decode(bytes)
        texts += new TextDecoder('utf-16le').decode(bytes)
      } else if (value instanceof CryptoKey) texts += value.extractable ? 'EXTRACTABLE' : ''
      else if (typeof value === 'object' && value !== null)
        for (const part of Object.values(value)) read(part)
      else texts += String(value)
    }
    if (databases.includes(name)) {
      const database = await ask(indexedDB.open(name))
      const change = database.transaction([...database.objectStoreNames])
      for (const store of database.objectStoreNames) {
        const values: unknown[] = await ask(change.objectStore(store).getAll())
        const keys = await ask(change.objectStore(store).getAllKeys())
        read(keys)
        for (const value of values) read(value)
        if (store === 'pieces') pieces = values.length
        if (store === 'views') views = values.length
        if (store === 'holder' && values[0]) locked = (values[0] as { locked: boolean }).locked
      }
      database.close()
    }
    const cached: string[] = []
    for (const cache of await caches.keys())
      for (const { url } of await (await caches.open(cache)).keys())
        if (url.includes('/files/')) cached.push(url)
    return { databases, pieces, views, locked, found: wanted.filter(word => texts.includes(word)), cached }
  }, words)

/** Puts each of two papers' first pieces in the other's place. */
export const swapPieces = (page: Page, one: string, other: string): Promise<void> =>
  page.evaluate(
    async ([a, b]) => {
      const ask = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const database = await ask(indexedDB.open('phong-hop-so.offline'))
      const store = database.transaction('pieces', 'readwrite').objectStore('pieces')
      const [first, second] = [await ask(store.get([a!, 0])), await ask(store.get([b!, 0]))]
      await ask(store.put(second, [a!, 0]))
      await ask(store.put(first, [b!, 0]))
      database.close()
    },
    [one, other],
  )
