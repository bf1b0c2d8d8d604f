"""Folding of written variants, one character to one character, so that every offset stays true."""

from __future__ import annotations

import unicodedata

_OWN = {
    "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "【": "(", "】": ")", "［": "(", "］": ")",
    "。": "。", "．": ".", "％": "%", "﹪": "%", "٪": "%", "～": "~", "〜": "~", "∼": "~",
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "＞": ">", "＜": "<", "＝": "=",
    "－": "-", "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "﹣": "-", "─": "-",
    "〇": "零", "○": "零", "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\ufeff": " ",
    "\u200b": " ", "\t": " ", "\r": " ", "\v": " ", "\f": " ",
}  # fmt: skip


_TRADITIONAL = (
    "個个 們们 萬万 億亿 點点 達达 標标 準准 項项 計计 額额 過过 減减 發发 現现 實实 際际 應应 處处 時时 間间 數数 "
    "為为 無无 開开 關关 會会 議议 "
    "單单 監监 檢检 查查 質质 業业 產产 農农 鄉乡 鎮镇 縣县 區区 設设 備备 務务 責责 資资 費费 財财 執执 審审 評评 "
    "價价 級级 較较 優优 滿满 意意 對对 "
    "該该 則则 長长 頭头 條条 進进 運运 輸输 轉转 還还 邊边 遲迟 誤误 規规 劃划 組组 織织 總总 結结 續续 統统 納纳 "
    "繳缴 記记 錄录 報报 國国 內内 與与 從从 "
    "眾众 動动 勞劳 學学 習习 書书 體体 歲岁 戶户 廠厂 廣广 戰战 環环 節节 藥药 認认 證证 識识 訴诉 訪访 調调 負负 "
    "貧贫 貫贯 賠赔 贏赢 趕赶 辦办 醫医 "
    "釋释 鐵铁 錢钱 銷销 錯错 門门 閉闭 闊阔 隊队 陽阳 隨随 險险 難难 電电 養养 驗验 驟骤 幹干 幾几 廳厅 張张 強强 "
    "彈弹 徵征 恆恒 憑凭 懲惩 擔担 據据 "
    "擴扩 損损 揚扬 換换 採采 樣样 樓楼 歷历 殘残 氣气 決决 沒没 淨净 測测 減减 漲涨 災灾 狀状 獎奖 獲获 補补 製制 "
    "複复 變变 讓让 課课 談谈 請请 論论 "
    "諮咨 講讲 謝谢 護护 讀读 貨货 買买 貸贷 賣卖 賬账 購购 贈赠 車车 軍军 軟软 輕轻 農农 遠远 選选 適适 遷迁 遺遗 "
    "鄰邻 針针 銀银 鋪铺 鍵键 鎖锁 問问 "
    "閱阅 階阶 隱隐 雙双 雜杂 離离 靜静 響响 頁页 順顺 預预 領领 題题 類类 願愿 顯显 風风 飛飞 飲饮 館馆 駐驻 騎骑 "
    "驅驱 魚鱼 鮮鲜 齊齐 龍龙 倉仓 偽伪 傷伤 "
    "傳传 債债 僅仅 儀仪 兒儿 兩两 冊册 凍冻 別别 剛刚 創创 劇剧 勝胜 勵励 協协 參参 員员 啟启 喪丧 嚴严 圍围 園园 "
    "圖图 團团 場场 塊块 墊垫 壓压 壞坏 "
    "壩坝 夠够 夾夹 奪夺 奮奋 婦妇 媽妈 孫孙 寧宁 寫写 寬宽 寶宝 將将 專专 尋寻 導导 屆届 層层 島岛 幣币 帶带 幫帮 "
    "庫库 廢废 後后 復复 愛爱 態态 慶庆 憂忧"
)
"""Traditional characters with their simplified forms, one to one."""


def _table() -> dict[int, str]:
    table = {ord(source): target for source, target in _OWN.items()}
    table |= {ord(pair[0]): pair[1] for pair in _TRADITIONAL.split() if pair[0] != pair[1]}
    for code in range(0xFF01, 0xFF5F):
        narrow = unicodedata.normalize("NFKC", chr(code))
        table.setdefault(code, narrow)
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return the text with full-width and variant characters replaced one for one; lengths never change."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """Return the folded text without any white space: for comparing, never for offsets."""
    return "".join(fold(text).split())
