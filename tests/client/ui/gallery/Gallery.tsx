import {
  IconFileText,
  IconGavel,
  IconMicrophone,
  IconPlayerPlay,
  IconPlus,
  IconPresentation,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { useActions, useKeyboard } from '#client/ui/actions.ts'
import { Button } from '#client/ui/Button.tsx'
import { Clock, TimeLeft } from '#client/ui/Clock.tsx'
import { ConnectionMark } from '#client/ui/ConnectionMark.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Initials } from '#client/ui/Initials.tsx'
import { Menu } from '#client/ui/Menu.tsx'
import { Notices } from '#client/ui/Notices.tsx'
import { NowBar, NowLine } from '#client/ui/NowBar.tsx'
import { notify } from '#client/ui/notices.ts'
import { ShortcutHelp } from '#client/ui/ShortcutHelp.tsx'
import { contentId, SkipLink } from '#client/ui/SkipLink.tsx'
import { TopBar } from '#client/ui/TopBar.tsx'
import { FormsPart } from './FormsPart.tsx'
import styles from './Gallery.module.css'
import { ListsPart } from './ListsPart.tsx'
import { StatesPart } from './StatesPart.tsx'

/** Every primitive once, in words of a real meeting, on one page. */
export function Gallery() {
  useKeyboard()
  const actions = useMemo(
    () => [
      {
        id: 'follow',
        name: 'Theo trang trình bày',
        shortcut: 't',
        perform: () => notify('ok', 'Đang theo trang'),
      },
      { id: 'next', name: 'Trang sau', shortcut: 'ArrowRight', perform: () => notify('quiet', 'Trang sau') },
    ],
    [],
  )
  useActions(actions)
  return (
    <>
      <SkipLink />
      <TopBar
        title="Phiên họp thường kỳ tháng 11 năm 2026 của Ủy ban nhân dân tỉnh"
        marks={
          <>
            <Clock />
            <ConnectionMark state="connected" />
            <span className="figures">
              <IconUsers size={18} aria-hidden="true" /> 23/25 có mặt
            </span>
          </>
        }
        menu={
          <Menu
            trigger={<IconButton label="NVA, tài khoản của tôi" icon={<Initials name="Nguyễn Văn An" />} />}
            head={
              <>
                <strong>Ông Nguyễn Văn An</strong>
                <br />
                Giám đốc Sở Tài chính
              </>
            }
            entries={[
              { id: 'devices', label: 'Thiết bị của tôi', perform: () => undefined },
              {
                id: 'wipe',
                label: 'Xóa dữ liệu trên máy này',
                danger: true,
                icon: <IconTrash />,
                perform: () => undefined,
              },
            ]}
          />
        }
      />
      <main id={contentId} tabIndex={-1} className={styles.page}>
        <h1>Mẫu các thành phần</h1>
        <section className={styles.part} aria-label="Nút">
          <div className={styles.row}>
            <Button look="primary" icon={<IconPlayerPlay aria-hidden="true" />}>
              Vào họp
            </Button>
            <Button>Xem chương trình</Button>
            <Button look="quiet">Để sau</Button>
            <Button look="danger" icon={<IconTrash aria-hidden="true" />}>
              Gỡ tài liệu
            </Button>
            <Button look="primary" busy>
              Đang phát hành
            </Button>
            <Button disabled>Chưa dùng được</Button>
            <Button look="primary" size="large">
              Tán thành
            </Button>
            <IconButton
              label="Trình chiếu"
              shortcut="P"
              icon={<IconPresentation aria-hidden="true" />}
              bare={false}
            />
            <IconButton label="Tắt micro" pressed icon={<IconMicrophone aria-hidden="true" />} bare={false} />
            <IconButton label="Thêm nội dung" icon={<IconPlus aria-hidden="true" />} />
          </div>
        </section>
        <FormsPart />
        <ListsPart />
        <StatesPart />
      </main>
      <NowBar>
        <NowLine icon={<IconFileText />} tone="current" action={<Button>Theo trang trình bày</Button>}>
          Nội dung 2 · Sở Tài chính trình bày, trang 14
        </NowLine>
        <NowLine
          icon={<IconMicrophone />}
          tone="gold"
          action={
            <Button look="primary" icon={<IconGavel aria-hidden="true" />}>
              Đăng ký phát biểu
            </Button>
          }
        >
          Bà Trần Thị Bình phát biểu · còn <TimeLeft until={Date.UTC(2026, 10, 26, 2, 44, 10)} />
        </NowLine>
      </NowBar>
      <Notices />
      <ShortcutHelp />
    </>
  )
}
