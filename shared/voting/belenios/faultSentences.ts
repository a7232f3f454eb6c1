import type { Fault } from './fault.ts'

/**
 * What each fault means for a reader, in both languages; for the command and the page that check an archive. What to do
 * follows from all of them alike: the archive is not the record of the vote, get it again or ask for an inquiry.
 */
export const faultSentences: Readonly<Record<Fault, { readonly vi: string; readonly en: string }>> = {
  'message.malformed': {
    vi: 'Nội dung không đúng cấu trúc của đặc tả Belenios.',
    en: 'Its content has not the form that the Belenios specification gives it.',
  },
  'message.notCanonical': {
    vi: 'Nội dung không được viết đúng dạng chuẩn, có thể đã bị sửa bằng tay.',
    en: 'Its content is not written in the standard form; it may have been edited by hand.',
  },
  'election.unsupported': {
    vi: 'Cuộc bỏ phiếu dùng loại câu hỏi, nhóm hoặc phiên bản mà chương trình này không kiểm tra được.',
    en: 'The election uses a kind of question, a group or a version that this program cannot check.',
  },
  'election.otherKey': {
    vi: 'Khóa của cuộc bỏ phiếu không phải là khóa chung của máy chủ và tổ kiểm phiếu.',
    en: 'The election’s key is not the common key of the server and the tellers.',
  },
  'credential.invalid': {
    vi: 'Danh sách người bỏ phiếu có mã không hợp lệ hoặc trùng nhau.',
    en: 'The list of voters holds a credential that is not valid or stands there twice.',
  },
  'credential.mistyped': {
    vi: 'Mã bỏ phiếu gõ sai.',
    en: 'The voting credential was typed wrongly.',
  },
  'choices.notAllowed': {
    vi: 'Lựa chọn không đúng quy định của câu hỏi.',
    en: 'The choices are not what the question allows.',
  },
  'ballot.otherElection': {
    vi: 'Phiếu thuộc một cuộc bỏ phiếu khác.',
    en: 'The ballot belongs to another election.',
  },
  'ballot.unknownCredential': {
    vi: 'Phiếu của người không có trong danh sách.',
    en: 'The ballot is of somebody who is not on the list.',
  },
  'ballot.otherShape': {
    vi: 'Phiếu không có đúng số câu trả lời hoặc chứng minh.',
    en: 'The ballot has not as many answers or proofs as the question asks for.',
  },
  'ballot.notInGroup': {
    vi: 'Phiếu có số nằm ngoài phạm vi cho phép.',
    en: 'The ballot holds a number that is out of range.',
  },
  'ballot.signature': {
    vi: 'Chữ ký của phiếu không đúng.',
    en: 'The ballot’s signature does not hold.',
  },
  'ballot.individualProof': {
    vi: 'Có lựa chọn không chứng minh được là 0 hoặc 1.',
    en: 'A choice is not proved to be 0 or 1.',
  },
  'ballot.overallProof': {
    vi: 'Số lựa chọn không được chứng minh là trong giới hạn.',
    en: 'The number of choices is not proved to be within the limits.',
  },
  'ballot.blankProof': {
    vi: 'Phiếu trắng không được chứng minh đúng.',
    en: 'The proof about a blank vote does not hold.',
  },
  'ballot.repeated': {
    vi: 'Cùng một phiếu có mặt hai lần.',
    en: 'The very same ballot stands there twice.',
  },
  'trustee.invalidKey': {
    vi: 'Khóa của một người kiểm phiếu không được chứng minh.',
    en: 'A teller’s key is not proved.',
  },
  'trustee.invalidCertificate': {
    vi: 'Chứng nhận của một người kiểm phiếu không đúng.',
    en: 'A teller’s certificate does not hold.',
  },
  'trustee.inconsistent': {
    vi: 'Các phần khóa của tổ kiểm phiếu không khớp nhau.',
    en: 'The tellers’ parts of the key do not fit together.',
  },
  'trustee.invalidMessage': {
    vi: 'Thông điệp giữa những người kiểm phiếu không mở được hoặc không đúng người gửi, người nhận.',
    en: 'A message between tellers cannot be opened, or its sender or recipient is another.',
  },
  'trustee.notAmongThem': {
    vi: 'Khóa này không thuộc tổ kiểm phiếu của cuộc bỏ phiếu.',
    en: 'This key belongs to none of the election’s tellers.',
  },
  'tally.differs': {
    vi: 'Tổng đã mã hóa không phải là tổng của các phiếu.',
    en: 'The encrypted sum is not the sum of the ballots.',
  },
  'decryption.invalid': {
    vi: 'Phần giải mã của một người kiểm phiếu không được chứng minh.',
    en: 'A teller’s share of the decryption is not proved.',
  },
  'decryption.missing': {
    vi: 'Thiếu phần giải mã của máy chủ hoặc của đủ số người kiểm phiếu.',
    en: 'The server’s share of the decryption, or those of enough tellers, are missing.',
  },
  'decryption.unexpected': {
    vi: 'Có phần giải mã của người lạ, hoặc hai phần của cùng một người.',
    en: 'There is a share of the decryption by a stranger, or a second one by the same person.',
  },
  'result.outOfRange': {
    vi: 'Giải mã không cho ra số phiếu hợp lệ.',
    en: 'What was decrypted is no number of votes.',
  },
  'result.differs': {
    vi: 'Kết quả ghi trong tệp khác với kết quả giải mã.',
    en: 'The result that is written down is not the one that was decrypted.',
  },
  'archive.malformed': {
    vi: 'Tệp không phải là tệp lưu trữ của Belenios, hoặc không đầy đủ.',
    en: 'The file is no Belenios archive, or not a whole one.',
  },
  'archive.hash': {
    vi: 'Nội dung đã bị thay đổi: không khớp mã băm.',
    en: 'Content was changed: it does not fit its hash.',
  },
  'archive.chain': {
    vi: 'Chuỗi sự kiện bị đứt: có sự kiện bị bỏ, thêm hoặc đổi chỗ.',
    en: 'The chain of events is broken: an event was removed, added or moved.',
  },
  'archive.order': {
    vi: 'Các sự kiện không theo đúng trình tự.',
    en: 'The events are not in their proper order.',
  },
  'archive.missing': {
    vi: 'Thiếu nội dung mà một sự kiện nhắc tới.',
    en: 'Something that an event speaks of is missing.',
  },
  'archive.unreferenced': {
    vi: 'Có nội dung mà không sự kiện nào nhắc tới.',
    en: 'There is something that no event speaks of.',
  },
}
