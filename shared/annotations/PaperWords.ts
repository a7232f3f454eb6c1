import { NormalText, type PageOfText, wordDistance } from './pageWords.ts'

/** One page of it, and where its words begin among all. */
export interface PageEntry {
  readonly of: PageOfText
  readonly normal: NormalText
  readonly first: number
  readonly count: number
}

/** Where words were found: among all words of the paper, end exclusive. `same`: how much of them stands there, 0 to 1. */
export interface WordsFound {
  readonly from: number
  readonly to: number
  readonly same: number
}

/** Words that stood before and after others. */
export interface Around {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Words that stand in this many places or fewer tell where a page went. */
const rare = 12
/** Words whose places are looked at for one note, and places of one word: enough to meet every true find. */
const seedWords = 6
const seedPlaces = 300
/** Places that are compared letter by letter. */
const mostCandidates = 16
/** Words compared with words for one note: some ten milliseconds on a tablet. */
const mostCells = 300_000
/** Places with the very words that are compared by what stands around them. */
const mostExact = 40
/** Stretches of one place that are told apart: a word may stand in each cell of a row. */
const mostInWindow = 8
/** What is less like it is no find. */
const leastSame = 0.5

/** All words of a paper, page after page, and where each of them stands. */
export class PaperWords {
  readonly pages: PageEntry[] = []
  readonly #ids = new Map<string, number>()
  readonly #keys: string[] = []
  /** The number of each word of the paper in order, and the places of each number. */
  readonly #words: number[] = []
  readonly #places: number[][] = []
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #pageAt: number[] = []
  readonly #texts = new Map<string, number[]>()
  readonly #distances = new Map<number, number>()

  /** Takes the next page in. A page takes a millisecond or two. */
  add(of: PageOfText): void {
    const normal = new NormalText(of.lines.map(({ text }) => text))
    const words = normal.words()
    const index = this.pages.length
    this.pages.push({ of, normal, first: this.#words.length, count: words.length })
    for (const { key, from, to } of words) {
      const id = this.#idOf(key)
      this.#places[id]?.push(this.#words.length)
      this.#words.push(id)
      this.#from.push(from)
      this.#to.push(to)
      this.#pageAt.push(index)
    }
    const alike = this.#texts.get(normal.text)
    if (alike) alike.push(index)
    else this.#texts.set(normal.text, [index])
  }

  #idOf(key: string): number {
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#keys.length
    this.#ids.set(key, id)
    this.#keys.push(key)
    this.#places.push([])
    return id
  }

  /** Pages (indexes) whose whole text is this one. */
  pagesOf(text: string): readonly number[] {
    return this.#texts.get(text) ?? []
  }

  pageOf(word: number): PageEntry | undefined {
    return this.pages[this.#pageAt[word] ?? -1]
  }

  /** The letters of its page's normal text that a word stands for. */
  lettersOf(word: number): { readonly from: number; readonly to: number } {
    return { from: this.#from[word] ?? 0, to: this.#to[word] ?? 0 }
  }

  /** The page (index) to which most of the rare words of a text went; null where no page stands out. */
  pageLike(keys: readonly string[]): number | null {
    const votes = new Map<number, number>()
    let all = 0
    for (const key of new Set(keys)) {
      const places = this.#places[this.#ids.get(key) ?? -1] ?? []
      if (places.length === 0 || places.length > rare) continue
      all += 1
      for (const place of places) {
        const page = this.#pageAt[place] ?? -1
        votes.set(page, (votes.get(page) ?? 0) + 1 / places.length)
      }
    }
    const [best, second] = [...votes].sort((a, b) => b[1] - a[1])
    if (!best || best[1] < 2 || best[1] < all * 0.35 || best[1] < (second?.[1] ?? 0) * 1.3) return null
    return best[0]
  }

  /**
   * Where a sequence of words stands as it is, all of it on one page. Of very many places those are told around which
   * most of the same words stand, on `nearPage` (an index) before others.
   */
  findExact(wanted: readonly string[], around: Around, nearPage: number, most = mostExact): WordsFound[] {
    const ids = this.#idsOf(wanted)
    const rarest = ids
      .map((id, offset) => ({ offset, places: this.#places[id] ?? [] }))
      .reduce((a, b) => (b.places.length < a.places.length ? b : a))
    const found = rarest.places.flatMap(place => {
      const from = place - rarest.offset
      const to = from + ids.length
      const whole = from >= 0 && ids.every((id, at) => this.#words[from + at] === id)
      return whole && this.#pageAt[from] === this.#pageAt[to - 1] ? [{ from, to, same: 1 }] : []
    })
    if (found.length <= most) return found
    const before = this.#idsOf(around.before).reverse()
    const after = this.#idsOf(around.after)
    const alike = ({ from, to }: WordsFound): number =>
      before.filter((id, at) => this.#words[from - 1 - at] === id).length +
      after.filter((id, at) => this.#words[to + at] === id).length +
      (this.#pageAt[from] === nearPage ? 1 : 0)
    return found
      .map(each => ({ each, alike: alike(each) }))
      .sort((a, b) => b.alike - a.alike)
      .slice(0, most)
      .map(({ each }) => each)
  }

  #idsOf(keys: readonly string[]): number[] {
    return keys.map(key => this.#ids.get(key) ?? -1)
  }

  /**
   * Where a sequence of words may stand altered, likest first, compared word by word: small edits count by their
   * letters. `around` are words that stood before and after it, by which it is looked for too.
   */
  find(wanted: readonly string[], around: Around, nearPage: number): WordsFound[] {
    if (wanted.length === 0) return []
    const slack = Math.max(3, Math.ceil(wanted.length / 4))
    const cells = wanted.length * (wanted.length + 3 * slack)
    const candidates = Math.max(3, Math.min(mostCandidates, Math.floor(mostCells / cells)))
    const groups = this.#guesses(wanted, around, nearPage, slack)
    const heaviest = Math.max(0, ...groups.map(({ weight }) => weight))
    const found = groups
      .filter(({ weight }) => weight >= heaviest * 0.25)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, candidates)
      .flatMap(({ first, last }) => this.#align(wanted, first - slack, last + wanted.length + slack))
    const apart: WordsFound[] = []
    for (const each of found.sort((a, b) => b.same - a.same))
      if (!apart.some(({ from, to }) => from < each.to && each.from < to)) apart.push(each)
    return apart
  }

  /** Where its words make a sequence likely to begin. Rare words lead to few places; of common ones the nearest count. */
  #guesses(wanted: readonly string[], around: Around, nearPage: number, slack: number) {
    const seeds = [...around.before, ...wanted, ...around.after]
      .map((key, at) => ({
        places: this.#places[this.#ids.get(key) ?? -1] ?? [],
        offset: at - around.before.length,
      }))
      .filter(({ places }) => places.length > 0)
      .sort((a, b) => a.places.length - b.places.length)
    const within = seeds.filter(({ offset }) => offset >= 0 && offset < wanted.length)
    const chosen = new Set([...seeds.slice(0, seedWords), ...within.slice(0, seedWords)])
    const starts: { start: number; weight: number }[] = []
    for (const { places, offset } of chosen) {
      const weight = 1 / Math.log2(2 + places.length)
      for (const place of this.#nearest(places, nearPage)) starts.push({ start: place - offset, weight })
    }
    starts.sort((a, b) => a.start - b.start)
    const groups: { first: number; last: number; weight: number }[] = []
    for (const { start, weight } of starts) {
      const group = groups.at(-1)
      if (group && start - group.first <= slack) {
        group.last = start
        group.weight += weight
      } else groups.push({ first: start, last: start, weight })
    }
    return groups
  }

  /** Of a word's places those nearest to a page. */
  #nearest(places: readonly number[], page: number): readonly number[] {
    if (places.length <= seedPlaces) return places
    const middle = this.pages[Math.min(Math.max(page, 0), this.pages.length - 1)]?.first ?? 0
    let low = 0
    let high = places.length
    while (low < high) {
      const at = (low + high) >> 1
      if ((places[at] ?? 0) < middle) low = at + 1
      else high = at
    }
    const from = Math.max(0, Math.min(low - seedPlaces / 2, places.length - seedPlaces))
    return places.slice(from, from + seedPlaces)
  }

  /**
   * The stretches of a window that are likest to the wanted words, best first (fitting alignment, Sellers 1980): a
   * word left out or put in costs its letters and a blank, an altered one the letters that differ. On one page each.
   */
  #align(wanted: readonly string[], windowFrom: number, windowTo: number): WordsFound[] {
    const begin = Math.max(0, windowFrom)
    const end = Math.min(this.#words.length, windowTo)
    if (end <= begin) return []
    const wide = end - begin
    const ids = Int32Array.from(this.#words.slice(begin, end))
    const lengths = Int32Array.from(ids, id => (this.#keys[id]?.length ?? 0) + 1)
    let costs = new Int32Array(wide + 1)
    let begins = Int32Array.from({ length: wide + 1 }, (_, at) => at)
    let [row, from] = [new Int32Array(wide + 1), new Int32Array(wide + 1)]
    let whole = 0
    for (const key of wanted) {
      const left = key.length + 1
      const wantedId = this.#ids.get(key) ?? -1
      whole += left
      row[0] = whole
      from[0] = 0
      for (let j = 1; j <= wide; j += 1) {
        const id = ids[j - 1] ?? -1
        const replaced = (costs[j - 1] ?? 0) + (id === wantedId ? 0 : this.#exchange(key, wantedId, id))
        const leftOut = (costs[j] ?? 0) + left
        const putIn = (row[j - 1] ?? 0) + (lengths[j - 1] ?? 0)
        if (replaced <= leftOut && replaced <= putIn) {
          row[j] = replaced
          from[j] = begins[j - 1] ?? 0
        } else if (leftOut <= putIn) {
          row[j] = leftOut
          from[j] = begins[j] ?? 0
        } else {
          row[j] = putIn
          from[j] = from[j - 1] ?? 0
        }
      }
      ;[costs, row] = [row, costs]
      ;[begins, from] = [from, begins]
    }
    const found: WordsFound[] = []
    const likely = Array.from(costs)
      .map((cost, j) => ({
        from: begin + (begins[j] ?? 0),
        to: begin + j,
        same: Math.max(0, 1 - cost / whole),
      }))
      .filter(({ from, to, same }) => to > from && same >= leastSame)
      .sort((a, b) => b.same - a.same)
    for (const each of likely) {
      if (found.length >= mostInWindow) break
      if (this.#pageAt[each.from] !== this.#pageAt[each.to - 1]) continue
      if (!found.some(({ from, to }) => from < each.to && each.from < to)) found.push(each)
    }
    return found
  }

  /** What an altered word costs; one that is hardly the same costs as one out and one in would, less a blank. */
  #exchange(key: string, wantedId: number, id: number): number {
    const other = this.#keys[id] ?? ''
    const most = Math.max(key.length, other.length) + 1
    const ends = key[0] === other[0] || key.at(-1) === other.at(-1)
    if (!ends || Math.abs(key.length - other.length) > most / 2) return most
    // Only words of the paper have a number by which it can be remembered.
    const memory = wantedId < 0 ? -1 : wantedId * 2 ** 24 + id
    const known = memory < 0 ? undefined : this.#distances.get(memory)
    if (known !== undefined) return known
    const distance = wordDistance(key, other)
    const cost = distance > most / 2 ? most : distance
    if (memory >= 0) this.#distances.set(memory, cost)
    return cost
  }

  /** How much of the words that stood before and after stands before and after a find, by letters, 0 to 1. */
  contextOf({ from, to }: Pick<WordsFound, 'from' | 'to'>, around: Around): number {
    const letters = [...around.before, ...around.after].reduce((sum, key) => sum + key.length, 0)
    if (letters === 0) return 0
    // A page's foot and head may stand between.
    const reach = 8
    const keys = (begin: number, end: number) =>
      this.#words.slice(Math.max(0, begin), Math.max(0, end)).map(id => this.#keys[id] ?? '')
    const before = commonLetters(around.before, keys(from - around.before.length - reach, from))
    const after = commonLetters(around.after, keys(to, to + around.after.length + reach))
    return (before + after) / letters
  }
}

/** Letters of the longest common sequence of words. */
const commonLetters = (a: readonly string[], b: readonly string[]): number => {
  let before = new Array<number>(b.length + 1).fill(0)
  for (const key of a) {
    const row = [0]
    b.forEach((other, j) => {
      const both = (before[j] ?? 0) + (key === other ? key.length : 0)
      row.push(Math.max(key === other ? both : 0, before[j + 1] ?? 0, row[j] ?? 0))
    })
    before = row
  }
  return before[b.length] ?? 0
}
