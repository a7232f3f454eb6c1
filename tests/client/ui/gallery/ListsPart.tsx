import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { EditableCell } from '#client/ui/EditableCell.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Initials } from '#client/ui/Initials.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { Panel } from '#client/ui/Panel.tsx'
import { State } from '#client/ui/State.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tabs } from '#client/ui/Tabs.tsx'
import styles from './Gallery.module.css'

const items = [
  { id: '1', title: 'Thông qua chương trình phiên họp', minutes: '10', state: 'done' },
  {
    id: '2',
    title: 'Dự toán ngân sách địa phương năm 2027 và kế hoạch tài chính – ngân sách 03 năm 2027–2029',
    minutes: '45',
    state: 'current',
  },
  { id: '3', title: 'Báo cáo tình hình kinh tế – xã hội tháng 11', minutes: '30', state: 'late' },
] as const

/** Tabs, panels, rows and the desk's table. */
export function ListsPart() {
  const [tab, setTab] = useState<'agenda' | 'people'>('agenda')
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({})
  return (
    <section className={styles.part} aria-label="Danh sách và bảng">
      <Tabs
        label="Phần của phiên họp"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'agenda', label: 'Chương trình' },
          { value: 'people', label: 'Đại biểu', mark: <span className="figures">23/25</span> },
        ]}
      >
        {tab === 'agenda' ? (
          <List label="Chương trình họp">
            <Row
              lead="1"
              title={items[0].title}
              detail="Văn phòng · 10 phút"
              mark={<State tone="ok">Đã xong</State>}
              onOpen={() => undefined}
            />
            <Row
              lead="2"
              current
              title={items[1].title}
              detail="Sở Tài chính · 45 phút"
              mark={<State tone="current">Đang họp</State>}
              onOpen={() => undefined}
            />
            <Row
              lead="3"
              title={items[2].title}
              detail="Sở Tài chính · 30 phút"
              mark={<State tone="warn">Tài liệu muộn</State>}
              onOpen={() => undefined}
            />
          </List>
        ) : (
          <List label="Đại biểu">
            <Row
              lead={<Initials name="Trần Thị Bình" />}
              title="Bà Trần Thị Bình"
              detail="Phó Chủ tịch Ủy ban nhân dân tỉnh"
              mark={<State tone="ok">Có mặt</State>}
              actions={<IconButton label="Gỡ bà Trần Thị Bình" icon={<IconTrash aria-hidden="true" />} />}
            />
            <Row
              lead={<Initials name="Đỗ Khắc Hoàng Nam" />}
              title="Ông Đỗ Khắc Hoàng Nam"
              detail="Giám đốc Sở Nội vụ"
              mark={<State tone="bad">Vắng có lý do</State>}
            />
          </List>
        )}
      </Tabs>
      <Panel title="Soạn chương trình" mark={<State tone="quiet">Bản đang soạn</State>} foldable>
        <Table
          caption="Chương trình họp"
          rows={items}
          rowKey={item => item.id}
          isCurrent={item => item.state === 'current'}
          columns={[
            { key: 'number', title: 'Số', width: '4rem', cell: item => item.id },
            {
              key: 'title',
              title: 'Nội dung',
              cell: item => (
                <EditableCell
                  label={`tên nội dung ${item.id}`}
                  value={titles[item.id] ?? item.title}
                  onSave={title => setTitles({ ...titles, [item.id]: title })}
                />
              ),
            },
            {
              key: 'minutes',
              title: 'Phút',
              width: '6rem',
              align: 'end',
              cell: item => <span className="figures">{item.minutes}</span>,
            },
            {
              key: 'papers',
              title: 'Tài liệu',
              width: '12rem',
              cell: item =>
                item.state === 'late' ? <State tone="warn">Còn thiếu</State> : <State tone="ok">Đủ</State>,
            },
          ]}
        />
      </Panel>
    </section>
  )
}
