Option Explicit
Option Private Module

' The user's own settings, %USERPROFILE%\.perfscore\excel.conf, as perfscore.install.config writes them: ASCII lines
' key=value, where % and four hexadecimal digits stand for one UTF-16 unit. Nothing else is ever read: no sheet, no
' folder of a workbook, no variable but the one that names the user's folder.
' A received form could name any public function of an add-in in a cell, even of a private module: none takes a path
' that is then opened or looked up, for a path like \\server\share would go over the network.

Private Const FORMAT_VERSION As String = "1"
Private Const LARGEST_FILE As Long = 65536
Private Const LONGEST_PATH As Long = 1000

#If Mac Then
#Else
    Private Declare PtrSafe Function GetEnvironmentVariableW Lib "kernel32" ( _
        ByVal lpName As LongPtr, ByVal lpBuffer As LongPtr, ByVal nSize As Long) As Long
    Private Declare PtrSafe Function GetShortPathNameW Lib "kernel32" ( _
        ByVal lpszLongPath As LongPtr, ByVal lpszShortPath As LongPtr, ByVal cchBuffer As Long) As Long
#End If

Public Function SettingsPath() As String
    #If Mac Then
        SettingsPath = HomeFolder() & "/.perfscore/excel.conf"
    #Else
        SettingsPath = HomeFolder()
        If Len(SettingsPath) > 0 Then SettingsPath = SettingsPath & "\.perfscore\excel.conf"
    #End If
End Function

' What stands in the user's settings.
Public Function OwnSettings() As String
    OwnSettings = ReadText(SettingsPath())
End Function

' The path of the user's own Python in a spelling that the code page can write, "" where there is none.
Public Function OwnInterpreter() As String
    OwnInterpreter = NarrowPath(PathIn(OwnSettings(), "interpreter"))
End Function

' The content of the settings file; "" where it is missing, too large, or not ASCII.
Private Function ReadText(ByVal path As String) As String
    Dim handle As Integer
    Dim isOpen As Boolean
    Dim oneLine As String
    Dim content As String
    On Error GoTo Failed
    handle = FreeFile
    Open NarrowPath(path) For Input As #handle
    isOpen = True
    Do While Not EOF(handle)
        Line Input #handle, oneLine
        content = content & oneLine & vbLf
        If Len(content) > LARGEST_FILE Then content = "": Exit Do
    Loop
    Close #handle
    If IsPlain(Replace(Replace(content, vbLf, ""), vbCr, "")) Then ReadText = content
    Exit Function
Failed:
    If isOpen Then Close #handle ' left open, no installation could replace the file
End Function

' The value of a key. "" where the text is no settings of this format, the key is missing or stands twice, the value is
' not well-formed, or the path could do harm.
Public Function SettingIn(ByVal content As String, ByVal key As String) As String
    If RawSetting(content, "format") <> FORMAT_VERSION Then Exit Function
    SettingIn = Unescaped(RawSetting(content, key))
End Function

Public Function PathIn(ByVal content As String, ByVal key As String) As String
    Dim path As String
    path = SettingIn(content, key)
    If IsSafePath(path) Then PathIn = path
End Function

Private Function RawSetting(ByVal content As String, ByVal key As String) As String
    Dim lines() As String
    Dim index As Long
    Dim found As Long
    lines = Split(Replace(content, vbCr, vbLf), vbLf)
    For index = LBound(lines) To UBound(lines)
        If Left$(lines(index), Len(key) + 1) = key & "=" Then
            found = found + 1
            RawSetting = Mid$(lines(index), Len(key) + 2)
        End If
    Next index
    If found <> 1 Then RawSetting = ""
End Function

Public Function Unescaped(ByVal text As String) As String
    Dim position As Long
    Dim digits As String
    Dim result As String
    position = 1
    Do While position <= Len(text)
        If Mid$(text, position, 1) = "%" Then
            digits = Mid$(text, position + 1, 4)
            If Not IsHexadecimal(digits) Then Exit Function
            result = result & ChrW$(CLng("&H" & digits & "&"))
            position = position + 5
        Else
            result = result & Mid$(text, position, 1)
            position = position + 1
        End If
    Loop
    Unescaped = result
End Function

Private Function IsHexadecimal(ByVal digits As String) As Boolean
    Dim index As Long
    If Len(digits) <> 4 Then Exit Function
    For index = 1 To 4
        If InStr(1, "0123456789ABCDEF", Mid$(digits, index, 1), vbBinaryCompare) = 0 Then Exit Function
    Next index
    IsHexadecimal = True
End Function

' Whether a path is complete and holds nothing that ends it, nor "$(", which the DLL takes for a macro of its own.
Public Function IsSafePath(ByVal path As String) As Boolean
    Dim index As Long
    Dim code As Long
    If Len(path) = 0 Or Len(path) > LONGEST_PATH Or InStr(path, "$(") > 0 Then Exit Function
    For index = 1 To Len(path)
        code = AscW(Mid$(path, index, 1))
        If (code >= 0 And code < 32) Or code = 127 Then Exit Function
        If InStr("""<>|*?", Mid$(path, index, 1)) > 0 Then Exit Function
    Next index
    #If Mac Then
        IsSafePath = (Left$(path, 1) = "/" And InStr(path, "'") = 0)
    #Else
        IsSafePath = (Mid$(path, 2, 2) = ":\" Or Left$(path, 2) = "\\")
    #End If
End Function

Private Function IsPlain(ByVal text As String) As Boolean
    Dim index As Long
    Dim code As Long
    For index = 1 To Len(text)
        code = AscW(Mid$(text, index, 1))
        If code < 32 Or code > 126 Then Exit Function
    Next index
    IsPlain = True
End Function

Private Function HomeFolder() As String
    #If Mac Then
        HomeFolder = Environ("HOME")
    #Else
        Dim name As String
        Dim buffer As String
        Dim length As Long
        name = "USERPROFILE"
        buffer = String$(1024, vbNullChar)
        length = GetEnvironmentVariableW(StrPtr(name), StrPtr(buffer), Len(buffer))
        If length > 0 And length < Len(buffer) Then HomeFolder = Left$(buffer, length)
    #End If
End Function

' A path in a spelling that the code page of this computer can write, for parts of Windows that take no other: the path
' itself, else its short name, else "".
Private Function NarrowPath(ByVal path As String) As String
    #If Mac Then
        NarrowPath = path
    #Else
        Dim buffer As String
        Dim length As Long
        If IsNarrow(path) Then NarrowPath = path: Exit Function
        buffer = String$(1024, vbNullChar)
        length = GetShortPathNameW(StrPtr(path), StrPtr(buffer), Len(buffer))
        If length = 0 Or length >= Len(buffer) Then Exit Function
        If IsNarrow(Left$(buffer, length)) Then NarrowPath = Left$(buffer, length)
    #End If
End Function

Private Function IsNarrow(ByVal text As String) As Boolean
    IsNarrow = IsPlain(text)
    If Not IsNarrow Then IsNarrow = (StrConv(StrConv(text, vbFromUnicode), vbUnicode) = text)
End Function
